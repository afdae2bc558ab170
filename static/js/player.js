// Several sounds, one transport. Its clock is the derivative's; sound n stands at offset + time * ratio.
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function readTrack(element) {
  const audio = element.querySelector("[data-audio]");
  const { offset, ratio, role } = element.dataset;
  return { element, audio, role, offset: Number(offset), ratio: Number(ratio), playhead: element.querySelector("[data-playhead]") };
}

export function connectPlayer(root) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const tracks = [...root.querySelectorAll("[data-track]")].map(readTrack);
  const regions = [...root.querySelectorAll("[data-region]")].map((button) => ({
    button, start: Number(button.dataset.start), end: Number(button.dataset.end),
  }));
  const seconds = Number(root.dataset.seconds);
  let current = tracks[0];
  let other = tracks[1] || tracks[0];
  let region = regions[0] || null;
  let looping = false;

  const within = (value, top) => Math.min(Math.max(value, 0), top);
  const soundAt = (track, time) => within(track.offset + time * track.ratio, (track.audio.duration || Infinity) - 0.05);
  const now = () => (current.audio.currentTime - current.offset) / current.ratio;

  function say(words) { part("player-said").textContent = words; }

  function show() {
    const time = within(now(), seconds);
    for (const track of tracks) {
      const share = track.audio.duration ? soundAt(track, time) / track.audio.duration : 0;
      const x = `${(share * 100).toFixed(3)}%`;
      track.playhead.setAttribute("x1", x);
      track.playhead.setAttribute("x2", x);
    }
    part("clock").textContent = clock(time);
    part("position").value = time;
    part("position").setAttribute("aria-valuetext", clock(time));
  }

  function showState() {
    const playing = !current.audio.paused;
    part("play").setAttribute("aria-pressed", playing);
    part("play-word").textContent = playing ? "Pause" : "Play";
    part("now-playing").textContent = current.role;
    part("loop").setAttribute("aria-pressed", looping);
    for (const track of tracks) track.element.querySelector("[data-choose]").setAttribute("aria-pressed", track === current);
  }

  function seek(time) {
    current.audio.currentTime = soundAt(current, within(time, seconds));
    show();
  }

  async function play() {
    try {
      await current.audio.play();
      say("");
    } catch (error) {
      if (error.name !== "AbortError") say("This sound could not be played. Its link may have run out: reload the page.");
    }
    showState();
    follow();
  }

  function pause() {
    current.audio.pause();
    showState();
  }

  function follow() {
    if (current.audio.paused) return;
    if (looping && region && (now() >= region.end || now() < region.start - 0.5)) seek(region.start);
    show();
    requestAnimationFrame(follow);
  }

  function choose(track) {
    if (track === current) return;
    const time = now();
    const playing = !current.audio.paused;
    current.audio.pause();
    if (track !== tracks[0]) other = track;
    current = track;
    current.audio.currentTime = soundAt(current, time);
    showState();
    show();
    if (playing) play();
  }

  function goTo(next) {
    region = next;
    seek(region.start);
  }

  const controls = {
    toggle: () => (current.audio.paused ? play() : pause()),
    swap: () => choose(current === tracks[0] ? other : tracks[0]),
    toggleLoop: () => {
      looping = !looping && Boolean(region);
      showState();
      if (looping && (now() < region.start || now() >= region.end)) seek(region.start);
    },
    nextRegion: () => {
      const time = now();
      const following = regions.find((each) => each.start > time + 0.05) || regions[0];
      if (following) goTo(following);
    },
  };

  part("play").addEventListener("click", controls.toggle);
  part("swap").addEventListener("click", controls.swap);
  part("loop").addEventListener("click", controls.toggleLoop);
  part("position").addEventListener("input", (event) => seek(Number(event.target.value)));
  for (const each of regions) each.button.addEventListener("click", () => goTo(each));
  for (const track of tracks) {
    track.element.querySelector("[data-choose]").addEventListener("click", () => choose(track));
    track.element.querySelector("[data-wave]").addEventListener("click", (event) => {
      const box = event.currentTarget.getBoundingClientRect();
      choose(track);
      seek((((event.clientX - box.left) / box.width) * track.audio.duration - track.offset) / track.ratio);
    });
    track.audio.addEventListener("ended", showState);
    track.audio.addEventListener("pause", showState);
    track.audio.addEventListener("loadedmetadata", show);
  }
  return controls;
}
