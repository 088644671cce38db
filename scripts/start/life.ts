import { claimGround } from "./claim-ground.ts";
import { issueAndRetire } from "./issue-and-retire.ts";
import type { RetiredCredit } from "./issue-and-retire.ts";
import { disputeFalseReport } from "./dispute-false-report.ts";
import { examine, measure, signAndPost } from "./measure-and-post.ts";
import type { PostedReport } from "./measure-and-post.ts";
import type { Say } from "./say.ts";
import { tonnes } from "./story.ts";
import type { Stage } from "./story.ts";
import { verifyFromCar } from "./verify-from-car.ts";
import type { VerifiedCar } from "./verify-from-car.ts";

/** What became of a project. */
export type Life = {
  readonly title: string;
  readonly projectId: bigint;
  readonly blocks: number;
  readonly report: PostedReport;
  /** Undefined where there was nothing to issue. */
  readonly credit: RetiredCredit | undefined;
  readonly verified: VerifiedCar;
};

/** Claim, analyse, pin, sign, post, wait, issue, transfer, retire, certificate, verify: each on real components. */
export const live = async (stage: Stage): Promise<Life> => {
  const { story, say } = stage;
  const { title } = story;
  say(title);
  const { projectId, blocks } = await claimGround(stage);
  const root = await measure(stage);
  const truth = await examine(stage, projectId, root);
  if (story.isLiedAbout) await disputeFalseReport(stage, truth);
  const report = await signAndPost(stage, root, await examine(stage, projectId, root));
  if (report.netKg === 0n) say("nothing to issue: the net amount is zero");
  const credit = report.netKg === 0n ? undefined : await issueAndRetire(stage, report.reportId);
  const verified = await verifyFromCar(stage, credit?.certificateId.toString() ?? report.reportId, report.root);
  return { title, projectId, blocks, report, credit, verified };
};

/** A life in a few lines. */
export const sayLife = (say: Say, { title, projectId, blocks, report, credit, verified }: Life): void => {
  say("summary", {
    project: `${projectId}, ${title}`,
    claimed: `${report.claimedM2} m2 in ${blocks} blocks`,
    measured: tonnes(report.measuredKg),
    issued: tonnes(credit?.issuedKg ?? 0n),
    retired: tonnes(credit?.retiredKg ?? 0n),
    verified: verified.checks,
  });
};
