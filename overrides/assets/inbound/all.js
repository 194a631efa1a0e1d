// What the tests run in quickjs: the judging and the reading, without a page.

import { inboundIndex } from "./index.js";
import { ownLinks } from "./reading.js";
import { judgeLink } from "./verdict.js";

export const inbound = { inboundIndex, judgeLink, ownLinks };
