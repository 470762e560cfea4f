import type { Page } from "@playwright/test";
import { auditable, violations } from "../lib/axe";
import { emails } from "../lib/shop";
import { expect, test } from "../lib/test";
import { timeoutFactor } from "../lib/timeouts";
import { fits, go, join, newAddress, password, signIn, totp, type Member } from "../support/desk";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const textbox = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
/** A message of what was just done. */
const toast = (page: Page, text: string) => page.locator(".toasts").getByText(text);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** The path of the link to an invitation that was sent to an address. */
async function invited(email: string): Promise<string> {
  const found = () => emails(email).map((text) => /\/admin\/invitations\/[0-9a-f]+/.exec(text.replace(/=\r?\n/g, ""))?.[0])[0];
  await expect.poll(found, { timeout: 20_000 * timeoutFactor }).toBeTruthy();
  return found() ?? "";
}

async function typePassword(page: Page, member: Member): Promise<void> {
  await textbox(page, "Email address").fill(member.email);
  await page.getByLabel("Password", { exact: true }).fill(member.password);
  await button(page, "Sign in").click();
}

// Task 21 of the merchants' tasks.
test("an owner invites a packer, who has a packer’s rights and no others", async ({ page, shop }) => {
  test.setTimeout(90_000 * timeoutFactor);
  const email = newAddress("pia");
  await signIn(page, "owner");

  await test.step("invite, in at most six steps", async () => {
    let steps = await go(page, "People");
    await shop.awake();
    await textbox(page, "Email address").fill(email);
    await page.getByRole("combobox", { name: "Role" }).selectOption({ label: "Fulfilment" });
    await button(page, "Send invitation").click();
    // To choose from a list is two steps.
    steps += 4;
    // The menu of a phone is one more.
    expect(steps).toBeLessThanOrEqual(6);
    await expect(toast(page, "The invitation is on its way.")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: email })).toContainText("Fulfilment, invited by Ada Byron");
  });

  const link = await invited(email);
  await test.step("sign out", async () => {
    await page.getByRole("banner").locator("details.person summary").click();
    await button(page, "Sign out").first().click();
    await expect(heading(page)).toHaveText("Sign in");
    await expect(toast(page, "You are signed out.")).toBeVisible();
  });

  await test.step("accept the invitation", async () => {
    await shop.open(link);
    await expect(page.getByText(`You have been invited as Fulfilment. You will sign in with ${email}.`)).toBeVisible();
    await textbox(page, "Name").fill("Pia Holm");
    await page.getByLabel("New password", { exact: true }).fill("12345678");
    await button(page, "Create account").click();
    await expect(page.getByRole("alert")).toContainText("This password is on lists of stolen passwords.");
    await expect(textbox(page, "Name")).toHaveValue("Pia Holm");
    await page.getByLabel("New password", { exact: true }).fill(password);
    await button(page, "Create account").click();
  });

  await test.step("set up the second factor", async () => {
    await expect(heading(page)).toHaveText("Set up your second factor");
    await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
    await fits(page);
    const secret = await page.locator("main p code").innerText();
    await textbox(page, "Code").fill("000000");
    await button(page, "Turn on").click();
    await expect(page.getByRole("alert")).toContainText("This code is wrong");
    await textbox(page, "Code").fill(totp(secret));
    await button(page, "Turn on").click();
    await expect(heading(page)).toHaveText("Your recovery codes");
    const codes = page.locator(".codes li");
    await expect(codes).toHaveCount(10);
    await fits(page);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download as a file" }).click();
    expect((await download).suggestedFilename()).toBe("recovery-codes.txt");
    await page.getByRole("checkbox", { name: "I have kept these codes" }).check();
    await button(page, "Continue").click();
  });

  await test.step("only a packer’s pages", async () => {
    await expect(heading(page)).toHaveText("Hello, Pia Holm");
    const menu = page.locator("#desk-menu");
    for (const name of ["People", "Roles", "Settings"]) await expect(menu.getByRole("link", { name, exact: true }), name).toHaveCount(0);
    await page.goto("/admin/people");
    await expect(heading(page)).toHaveText("You may not do this");
    await expect(page.locator("main")).toContainText("Invite people and change their rights");
    await fits(page);
  });
});

test("signing in asks for both factors and comes back to the page", async ({ page, shop }) => {
  const member = await join(page, "owner");
  await page.context().clearCookies();
  await shop.open("/admin/account");
  await expect(heading(page)).toHaveText("Sign in");
  await typePassword(page, { ...member, password: "wrong" });
  await expect(page.getByRole("alert")).toHaveText("Email address or password is wrong.");
  await expect(textbox(page, "Email address")).toHaveValue(member.email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await typePassword(page, member);
  await expect(heading(page)).toHaveText("Second factor");
  // The code of the set-up is used up.
  await textbox(page, "Code").fill(totp(member.secret, 1));
  await button(page, "Continue").click();
  await expect(heading(page)).toHaveText("Your account");
  await expect(page).toHaveURL(/\/admin\/account$/);
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await expect(page.getByText("This browser")).toBeVisible();
});

test("a recovery code replaces the phone, once", async ({ page, shop }) => {
  const member = await join(page, "analyst");
  for (const message of ["", "This code is wrong or has been used."]) {
    await page.context().clearCookies();
    await shop.open("/admin/sign-in");
    await typePassword(page, member);
    await page.getByRole("link", { name: "Use a recovery code instead" }).click();
    await textbox(page, "Recovery code").fill((member.recoveryCodes[0] ?? "").toLowerCase());
    await button(page, "Continue").click();
    if (message) await expect(page.getByRole("alert")).toContainText(message);
    else await expect(heading(page)).toHaveText("Hello, Ada Byron");
  }
});

test("signing in needs no mouse", async ({ page, shop }) => {
  const member = await join(page, "support");
  await page.context().clearCookies();
  await shop.open("/admin/sign-in");
  const focused = (id: string) => page.evaluate((id) => document.activeElement?.id === id, id);
  for (let presses = 0; !(await focused("email")); presses += 1) {
    expect(presses, "the email address is reached by Tab").toBeLessThan(15);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(member.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(member.password);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Second factor");
  await textbox(page, "Code").focus();
  await page.keyboard.type(totp(member.secret, 1));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Hello, Ada Byron");
});

test("other sessions end from the account, and passwords change", async ({ page, shop }) => {
  const member = await join(page, "merchandiser");
  await shop.open("/admin/account");
  await textbox(page, "Name").fill("Ada King");
  await button(page, "Change name").click();
  await expect(toast(page, "Your name is changed.")).toBeVisible();
  await expect(page.getByRole("banner").locator(".person-name")).toHaveText("Ada King");
  await page.getByLabel("Current password", { exact: true }).fill(member.password);
  await page.getByLabel("New password", { exact: true }).fill("ada king");
  await button(page, "Change password").click();
  await expect(page.locator(".field-error")).toContainText("easy to guess");
  await page.getByLabel("Current password", { exact: true }).fill(member.password);
  await page.getByLabel("New password", { exact: true }).fill("copper lantern eleven gardens");
  await button(page, "Change password").click();
  await expect(toast(page, "Your password is changed.")).toBeVisible();
  await shop.open("/admin");
  await expect(heading(page)).toHaveText("Hello, Ada King");
});

test("the pages of signing in and of people are accessible and fit a small phone", async ({ shop }) => {
  test.setTimeout(120_000 * timeoutFactor);
  const audited = await auditable(shop);
  const page = audited.page;
  const check = async (path: string) => {
    await page.goto(path);
    expect(await violations(page), path).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await fits(page);
  };
  for (const path of ["/admin/sign-in", "/admin/sign-in/reset", "/admin/invitations/none", "/admin/resets/none"]) await check(path);
  const member = await join(page, "owner");
  for (const path of ["/admin/account", "/admin/account/confirm", "/admin/people", "/admin/roles", "/admin/roles/new"]) await check(path);
  await page.goto("/admin/people");
  await check((await page.locator("table.data .cell-name").first().getAttribute("href")) ?? "");
  await page.goto("/admin/account");
  await button(page, "Use another device").click();
  await expect(page.locator(".qr svg")).toBeVisible();
  expect(await violations(page), "a second factor is set up").toEqual([]);
  await page.context().clearCookies();
  await page.goto("/admin/sign-in");
  await typePassword(page, member);
  await expect(heading(page)).toHaveText("Second factor");
  expect(await violations(page), "the second factor").toEqual([]);
  await fits(page);
});
