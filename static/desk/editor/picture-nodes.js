// Pictures of the library as nodes of the text. Each begins with the library’s own description, to be written anew.
export const line = (words) => (words ?? "").split(/\s+/).filter(Boolean).join(" ");

export const asNode = ({ number, alt }) => ({ type: "picture", attrs: { "data-picture": String(number), "data-alt": line(alt) || null } });

export const asGallery = (pictures) => ({ type: "gallery", content: pictures.map(asNode) });

// One stands by itself, several are a gallery.
export const standing = (pictures) => (pictures.length > 1 ? [asGallery(pictures)] : pictures.map(asNode));
