import { anyKernel, type AnyKernel } from "../raster/kernel.ts";
import { burnKernel } from "./integrity/burn/burn-kernel.ts";
import { fieldKernel } from "./paddy/field-kernel.ts";

/** Every kernel that a thread must know. */
export const kernels: readonly AnyKernel[] = [anyKernel(fieldKernel), anyKernel(burnKernel)];
