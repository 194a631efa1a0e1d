// The second half of the reading of a query, fetched after the first answer: spelling and dates.

import { Spelling } from "./search/spelling.js";
import { stageByTime } from "./search/stage.js";

Object.assign(globalThis, { Spelling, stageByTime });
