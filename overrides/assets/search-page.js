// The search box of every page, and the search page. What is found, and in which order, is the
// affair of search-engine.js; every word that is shown stands in the page or in the index.
// A query stays on the device: from page to page it travels behind the #, which browsers send to
// no server.

import { GuideSearch } from "./search-page/answers.js";
import { SearchBox } from "./search-page/box.js";

customElements.define("search-box", SearchBox);
customElements.define("guide-search", GuideSearch);
