// The second half of the search engine, loaded with the sounds of characters when a query wants them.

import { Spelling } from "./search/spelling.js";

Object.assign(globalThis, { Spelling });
