/** `private`: for the person who asked alone. `channel`: for the group. */
export type Visibility = "private" | "channel";
