// Django heads the column of a row's own name with an empty heading, which tells a screen reader of nothing.
for (const head of document.querySelectorAll("th.original:empty")) {
  const plain = document.createElement("td");
  plain.className = head.className;
  head.replaceWith(plain);
}
