/** Puts things into the light DOM that do not work in a shadow root, and shows them inside by slots. */
let count = 0;

/**
 * Puts an element into the document and shows it in a slot of the host: in the light DOM of the outermost host, passed inwards by a
 * slot of its own in each shadow root on the way. Whoever looks for it by the document alone finds it: password managers, and the
 * processor's fields.
 * @param slot of the host's own shadow root
 * @returns everything that was put there, to be removed again
 */
export function placeInLight(host: Element, slot: string, element: Element): readonly Element[] {
  const added = [element];
  let place = host;
  let name = slot;
  for (let root = host.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const passage = document.createElement('slot');
    passage.slot = name;
    passage.name = name = `portal-${slot}-${String(++count)}`;
    place.append(passage);
    added.push(passage);
    place = root.host;
  }
  element.slot = name;
  place.append(element);
  return added;
}
