"use strict";
(() => {
  const filters = { kind: "by-kind", layout: "by-layout", sort: "by-sort" };
  const selects = Object.entries(filters).map(([key, id]) => [key, document.getElementById(id)]);
  if (selects.some(([, select]) => !select)) return;
  const cases = [...document.querySelectorAll("#cases .case")];
  const apply = () => {
    let shown = 0;
    for (const one of cases) {
      one.hidden = selects.some(([key, select]) => select.value && one.dataset[key] !== select.value);
      if (!one.hidden) shown += 1;
    }
    document.getElementById("number").textContent = shown;
  };
  for (const [, select] of selects) select.addEventListener("change", apply);
  apply();
})();
