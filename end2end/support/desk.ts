import { expect, type Page } from "@playwright/test";
import { execFile } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** The roles that every shop has. */
export type Role = "owner" | "merchandiser" | "fulfilment" | "support" | "analyst";

/** Somebody with an account and a second factor. */
export type Member = { email: string; password: string; secret: string; recoveryCodes: string[] };

/** The password of all members. */
export const password = "violet anchor drifts northward";

/** An email address that nobody has yet. */
export function newAddress(name: string): string {
  return `${name}.${randomBytes(6).toString("hex")}@desk.example`;
}

/**
 * A code of an authenticator (RFC 6238). Each works once: the one of half a minute ahead is accepted too, so that nobody has to wait for the
 * next one.
 */
export function totp(secret: string, ahead = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest.readUInt8(19) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The path of an invitation, made by `perigee user add` on the server. */
export async function invitation(email: string, role: Role): Promise<string> {
  const roles = role === "owner" ? ["--owner"] : ["--role", role];
  const { PERIGEE_PROGRAM: program = "", PERIGEE_DATABASE: database, PERIGEE_URL: url } = process.env;
  const env = { ...process.env, DATABASE_URL: database, PERIGEE_BASE_URL: url };
  const { stdout } = await promisify(execFile)(program, ["user", "add", "--email", email, ...roles], { env });
  const path = /\/admin\/invitations\/[0-9a-f]+/.exec(stdout)?.[0];
  expect(path, stdout).toBeTruthy();
  return path ?? "";
}

/** A new person with this role, who is signed in to the page's browser afterwards. By direct requests: specs of signing in use the pages. */
export async function join(page: Page, role: Role): Promise<Member> {
  const email = newAddress(role);
  const link = await invitation(email, role);
  const accepted = await page.request.post(link, { form: { "person-name": "Ada Byron", "new-password": password } });
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(await accepted.text())?.[1] ?? "";
  expect(secret, accepted.url()).toBeTruthy();
  const confirmed = await page.request.post("/admin/sign-in/enrolment", { form: { code: totp(secret) } });
  const recoveryCodes = [...(await confirmed.text()).matchAll(/<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<\/code>/g)].map((found) => found[1] ?? "");
  expect(recoveryCodes, confirmed.url()).toHaveLength(10);
  return { email, password, secret, recoveryCodes };
}

/** Signs the page's browser in as somebody new with this role, and opens the desk. */
export async function signIn(page: Page, role: Role = "owner"): Promise<void> {
  await join(page, role);
  await page.goto("/admin");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Ada Byron");
}

/** Goes to a page of the desk by the menu, which phones open first. Returns the number of steps. */
export async function go(page: Page, name: string): Promise<number> {
  const entry = page.locator("#desk-menu").getByRole("link", { name, exact: true });
  const open = page.getByRole("banner").getByRole("link", { name: "Menu" });
  const folded = await open.isVisible();
  if (folded) await open.click();
  await entry.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  return folded ? 2 : 1;
}

/** Fails if the page scrolls sideways. */
export async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
