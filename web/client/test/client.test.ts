// Against a broadcaster at MILLRACE_URL, with MILLRACE_API_TOKEN, which tells of an event when MILLRACE_TRIGGER is fetched. TestTypeScriptClient in broadcaster/
// starts one and runs this.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { ProblemError, all, createClient, parseEvent, type Event } from "../src/index.js";

const url = process.env["MILLRACE_URL"] ?? "";
const token = process.env["MILLRACE_API_TOKEN"] ?? "";
const api = createClient(url, { token });

function refused(code: string): (err: unknown) => boolean {
  return (err) => err instanceof ProblemError && err.code === code;
}

test("a stream's life", async () => {
  const { data: made } = await api.POST("/api/v1/streams", { body: { name: "studio", ladder: [], playback: { private: true } } });
  assert.equal(made?.playback_url, "/hls/studio/index.m3u8");
  assert.ok(made.key);
  await assert.rejects(api.POST("/api/v1/streams", { body: { name: "studio" } }), refused("exists"));
  const path = { name: "studio" };
  const { data: stream } = await api.GET("/api/v1/streams/{name}", { params: { path, query: { created: true } } });
  assert.equal(stream?.state, "idle");
  const { data: changed } = await api.PATCH("/api/v1/streams/{name}", { params: { path }, body: { record: "always" } });
  assert.equal(changed?.settings?.record, "always");
  assert.equal(changed.settings.playback?.private, true);
  const { data: watch } = await api.POST("/api/v1/streams/{name}/playback-tokens", { params: { path }, body: { expires_in: 60 } });
  assert.match(watch?.playback_url ?? "", /^\/signed\/.+\/hls\/studio\/index\.m3u8$/);
  await api.DELETE("/api/v1/streams/{name}", { params: { path } });
  await assert.rejects(api.DELETE("/api/v1/streams/{name}", { params: { path } }), refused("not_found"));
});

test("pages, and the same request twice", async () => {
  for (const name of ["a", "b", "c"]) await api.POST("/api/v1/streams", { body: { name } });
  const names: string[] = [];
  const page = (after: string | undefined) =>
    api.GET("/api/v1/streams", { params: { query: { created: true, limit: 1, ...(after !== undefined && { after }) } } });
  for await (const stream of all(page, (list) => list.streams)) names.push(stream.name);
  assert.deepEqual(names, ["a", "b", "c"]);
  const once = { params: { header: { "Idempotency-Key": "mine" } }, body: {} };
  const { data: first } = await api.POST("/api/v1/streams", once);
  const { data: again } = await api.POST("/api/v1/streams", once);
  assert.equal(again?.key, first?.key);
});

test("a webhook's events are checked", async () => {
  let come: (event: { headers: Headers; body: string }) => void = () => {};
  const came = new Promise<{ headers: Headers; body: string }>((resolve) => (come = resolve));
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => (body += chunk));
    req.on("end", () => {
      res.end();
      come({ headers: new Headers(req.headers as Record<string, string>), body });
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { data: hook } = await api.POST("/api/v1/webhooks", { body: { url: to } });
    assert.ok(hook);
    await fetch(process.env["MILLRACE_TRIGGER"] ?? ""); // has the broadcaster tell of something
    const { headers, body } = await came;
    const event: Event = await parseEvent(hook.secret, headers, body);
    assert.equal(event.type, "stream.started");
    await assert.rejects(parseEvent(hook.secret, headers, body + " "), /not signed/);
    await assert.rejects(parseEvent("whsec_" + btoa("another"), headers, body), /not signed/);
    headers.set("Webhook-Timestamp", "1700000000");
    await assert.rejects(parseEvent(hook.secret, headers, body), /lately/);
  } finally {
    server.close();
  }
});

test("what is no success is a ProblemError", async () => {
  await assert.rejects(createClient(url, { token: "wrong" }).GET("/api/v1/keys"), refused("unauthorized"));
  const broken = createClient(url, { fetch: async () => new Response("<html>", { status: 502, statusText: "Bad Gateway" }) });
  await assert.rejects(broken.GET("/api/v1/server"), refused("unknown"));
});
