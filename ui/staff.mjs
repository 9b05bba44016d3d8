// The desk: the public components, the keys and the split view.
import "./public.mjs";
import { startKeys } from "./keys.mjs";
import { startSplit } from "./split.mjs";

const keys = startKeys(document);
startSplit(document, keys.show);
