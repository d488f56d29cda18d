// Sends files to the server's disk, one after the other, and names them to the page when all are there. See upload.py.
const UNITS = ["B", "KiB", "MiB", "GiB"];
const shown = (bytes) => {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && unit < UNITS.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return `${unit && amount < 100 ? amount.toFixed(1) : Math.round(amount).toLocaleString("en")} ${UNITS[unit]}`;
};
const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
const token = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
};

// A request that tells how much it has sent, which `fetch` does not.
const send = (me, address, file, told) =>
  new Promise((resolve, reject) => {
    const request = (me.going = new XMLHttpRequest());
    request.open("POST", address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => told(loaded);
    request.onload = () => (request.status === 200 ? resolve() : reject(new Error(request.responseText || me.data.words.lost)));
    request.onerror = () => reject(new Error(me.data.words.lost));
    request.onabort = () => reject(null);
    request.send(file);
  });

export default function ({ data, parentElement, setStateValue }) {
  const get = (name) => parentElement.querySelector(name);
  const [zone, input, going, told, bar, cancel, problem] = [".zone", "input", ".going", ".told", ".progress", "button", ".problem"].map(get);
  const me = (zone.nnblocks ??= { going: null, drop: 0 });
  Object.assign(me, { data, set: setStateValue });

  const begin = () => {
    me.going?.abort();
    me.set("drop", null); // what was said of the last drop is said no more
  };

  const refuse = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };

  const mistake = (files) => {
    const { words, most, files: count } = me.data;
    if (files.length > count) return filled(words.many, { count: files.length });
    const large = files.find((file) => file.size > most);
    if (large) return filled(words.large, { name: large.name, size: shown(large.size) });
    const empty = files.find((file) => !file.size);
    return empty ? filled(words.empty, { name: empty.name }) : "";
  };

  const take = async (files) => {
    if (!files.length) return;
    begin();
    const [drop, address, mine] = [(me.drop += 1), me.data.address, token()];
    refuse(mistake(files));
    if (!problem.hidden) return;
    const all = files.reduce((sum, file) => sum + file.size, 0);
    let before = 0;
    going.hidden = false;
    try {
      for (const [number, file] of files.entries()) {
        const tell = (loaded) => {
          if (!zone.isConnected) return me.going.abort();
          if (drop !== me.drop) return;
          const sent = Math.min(all, before + loaded);
          bar.firstElementChild.style.width = `${(sent / all) * 100}%`;
          bar.setAttribute("aria-valuenow", String(Math.round((sent / all) * 100)));
          told.textContent = filled(me.data.words.sending, { name: file.name, sent: shown(sent), all: shown(all) });
        };
        tell(0);
        await send(me, `${address}/${mine}/${number}?name=${encodeURIComponent(file.name)}`, file, tell);
        before += file.size;
      }
      if (drop === me.drop) me.set("drop", { address, token: mine, names: files.map((file) => file.name) });
    } catch (error) {
      if (drop === me.drop && error) refuse(error.message);
    }
    if (drop === me.drop) going.hidden = true;
  };

  input.onchange = () => {
    take([...input.files]);
    input.value = ""; // the same file may be chosen again
  };
  zone.ondragover = (event) => {
    event.preventDefault();
    zone.classList.add("over");
  };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    if (entries.some((entry) => entry?.isDirectory)) {
      begin();
      return refuse(me.data.words.folder);
    }
    take([...event.dataTransfer.files]);
  };
  cancel.onclick = () => me.going?.abort();
}
