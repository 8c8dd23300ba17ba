// What stands among the paragraphs: each kind of box, what it is called, and what can be said in it.
import { Box } from "./box.js";
import { GalleryBox, PictureBox } from "./picture-box.js";
import { offerStories } from "./related.js";
import { TABLE_TOOLS } from "./tables.js";

export const BOXES = {
  pullquote: { label: "Pull quote", css: "pull", fields: { "data-cite": "Who says it" } },
  note: { label: "Editor’s note", says: "Readers see it here", css: "node--note" },
  factbox: { label: "Fact box", css: "node--facts", fields: { "data-title": "Title", "data-source": "Source" } },
  embed: { label: "Embed", says: "Readers get a link; nothing is fetched", fields: { "data-url": "Address", "data-title": "Title" } },
  related: { label: "Related story", says: "Shown while it is live", css: "node--related", offers: offerStories },
  advert: { label: "Advertisement break", css: "node--ad" },
  picture: { label: "Picture", css: "node--picture", view: PictureBox },
  gallery: { label: "Gallery", css: "node--gallery", fields: { "data-title": "Title" }, view: GalleryBox },
  table: { label: "Table", css: "node--table", fields: { "data-source": "Source" }, tools: TABLE_TOOLS },
};

// The node views of the grammar's boxes.
export const boxViews = (grammar) =>
  Object.fromEntries(
    Object.entries(BOXES).map(([name, box]) => [name, (where) => new (box.view ?? Box)(where, box, grammar.kinds[name])]),
  );
