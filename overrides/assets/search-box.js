// The search box of every page but the search page. A query stays on the device: from page to page
// it travels behind the #, which browsers send to no server.

import { SearchBox } from "./search-page/box.js";

customElements.define("search-box", SearchBox);
