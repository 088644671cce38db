import { claimGround } from "./claim-ground.ts";
import { issueAndRetire } from "./issue-and-retire.ts";
import { measureAndPost } from "./measure-and-post.ts";
import type { Stage } from "./story.ts";
import { verifyFromCar } from "./verify-from-car.ts";

/** Claim, analyse, pin, sign, post, wait, issue, transfer, retire, certificate, verify: each on real components. */
export const live = async (stage: Stage): Promise<void> => {
  const { story, say } = stage;
  say(story.title);
  const projectId = await claimGround(stage);
  const { root, reportId, netKg } = await measureAndPost(stage, projectId);
  if (netKg === 0n) {
    say("nothing to issue: the lower bound of what was measured is zero");
    return verifyFromCar(stage, reportId, root);
  }
  const certificateId = await issueAndRetire(stage, reportId);
  return verifyFromCar(stage, certificateId.toString(), root);
};
