// The search page. What is found, and in which order, is the affair of search-engine.js; every word
// that is shown stands in the page or in the index.

import { GuideSearch } from "./search-page/answers.js";

customElements.define("guide-search", GuideSearch);
