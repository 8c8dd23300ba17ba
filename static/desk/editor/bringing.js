// Pictures that come as files: dropped on the text, pasted into it, or taken along with pasted words. Where each will
// stand is kept while it is on its way, whatever is typed meanwhile.
import { Extension, pm } from "django-prose-editor/editor";
import { takeInAll } from "./library.js";
import { make } from "./make.js";
import { offer } from "./offers.js";
import { standing } from "./picture-nodes.js";

const KEY = new pm.state.PluginKey("bringing");
let brought = 0;

const isPicture = (file) => file.type.startsWith("image/");

const waiting = () => {
  const bar = make("progress", { max: "1", value: "0", "aria-label": "On its way" });
  const said = make("span", {}, "On its way…");
  return { place: make("div", { class: "bringing", contenteditable: "false" }, said, bar), said, bar };
};

const placeOf = (state, id) => KEY.getState(state).find(undefined, undefined, (spec) => spec.id === id)[0]?.from;

// Send files in, and put what comes of them at a place between blocks: `made` gives the nodes, as JSON.
export const bring = async (editor, files, at, made) => {
  const id = (brought += 1);
  const { place, said, bar } = waiting();
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { put: { id, at, place } }));
  const pictures = await takeInAll(files, {
    progress: (part, file) => {
      bar.value = part;
      said.textContent = `${file.name || "A picture"} is on its way…`;
    },
    say: (words) => offer(words, {}),
  });
  const here = placeOf(editor.state, id);
  const tr = editor.state.tr.setMeta(KEY, { lift: id });
  if (here === undefined) {
    editor.view.dispatch(tr);
    if (pictures.length) offer("What you brought is in the library. The place where it was to stand is gone.", {});
    return;
  }
  if (pictures.length) putIn(editor, tr, here, made(pictures));
  editor.view.dispatch(tr);
};

const putIn = (editor, tr, at, nodes) => {
  const made = nodes.map((node) => editor.schema.nodeFromJSON(node));
  const { nodeBefore } = tr.doc.resolve(at);
  const isEmpty = nodeBefore?.type.name === "paragraph" && !nodeBefore.content.size;
  const from = isEmpty ? at - nodeBefore.nodeSize : at;
  tr.replaceWith(from, at, made);
  // Words can always go on behind it.
  const end = tr.mapping.map(at, 1);
  if (end >= tr.doc.content.size) tr.insert(end, editor.schema.nodes.paragraph.create());
};

// The edge of the outermost block that is nearest to a point on the screen.
const edgeAt = (view, { clientX, clientY }) => {
  const found = view.posAtCoords({ left: clientX, top: clientY });
  if (!found) return view.state.doc.content.size;
  const $at = view.state.doc.resolve(found.inside >= 0 ? found.inside : found.pos);
  const start = $at.depth ? $at.before(1) : $at.pos;
  const node = view.state.doc.nodeAt(start);
  const box = view.nodeDOM(start)?.getBoundingClientRect?.();
  return node && box && clientY > (box.top + box.bottom) / 2 ? start + node.nodeSize : start;
};

const behindCursor = ({ selection: { $from, to } }) => ($from.depth ? $from.after(1) : to);

// The pictures that some pasted HTML carries: those that came along as files, and how many lie elsewhere.
export const picturesIn = (html) => {
  const images = [...new DOMParser().parseFromString(html, "text/html").images];
  const files = images.map(({ src }) => fileOf(src)).filter(Boolean);
  return { files, elsewhere: images.length - files.length };
};

const fileOf = (address) => {
  const found = address.match(/^data:(image\/[\w+.-]+);base64,(.+)$/s);
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
    return new File([bytes], "A pasted picture", { type: found[1] });
  } catch {
    return null;
  }
};

// What is said of pictures that stay where they are: nothing is fetched from elsewhere.
export const staying = (count) => {
  if (!count) return "";
  return count === 1 ? "A picture in it stayed where it was: save it, and drop it here." : `${count} pictures in it stayed where they were: save them, and drop them here.`;
};

// Files that are dropped anywhere on the page go into the text, and never take the page away.
export const watchForDrops = (editor) => {
  const room = editor.view.dom.closest(".writingroom");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const isOver = (on) => room.classList.toggle("writingroom--over", on);
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    isOver(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || isOver(false));
  document.addEventListener("drop", (event) => {
    isOver(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    const gallery = event.target.closest('[data-box="gallery"]');
    if (gallery) return gallery.box.bring(files);
    bring(editor, files, editor.view.dom.contains(event.target) ? edgeAt(editor.view, event) : behindCursor(editor.state), standing);
  });
};

export const Bringing = Extension.create({
  name: "bringing",
  priority: 1900,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new pm.state.Plugin({
        key: KEY,
        state: {
          init: () => pm.view.DecorationSet.empty,
          apply(tr, was) {
            const set = was.map(tr.mapping, tr.doc);
            const { put, lift } = tr.getMeta(KEY) ?? {};
            if (put) return set.add(tr.doc, [pm.view.Decoration.widget(put.at, put.place, { id: put.id, side: -1 })]);
            return lift ? set.remove(set.find(undefined, undefined, (spec) => spec.id === lift)) : set;
          },
        },
        props: {
          decorations: (state) => KEY.getState(state),
          // Words that are pasted bring their pictures along; a picture alone is a file.
          handlePaste(view, event) {
            const files = [...(event.clipboardData?.files ?? [])].filter(isPicture);
            const html = event.clipboardData?.getData("text/html") ?? "";
            const words = new DOMParser().parseFromString(html, "text/html").body.textContent;
            if (!files.length || words.trim() || event.clipboardData.getData("text/plain").trim()) return false;
            bring(editor, files, behindCursor(view.state), standing);
            return true;
          },
          handleDrop: (view, event) => Boolean(event.dataTransfer?.files.length),
        },
      }),
    ];
  },
});
