import { AppError } from '#lib/server/app-error.ts';
import type { Ct2Model, Ct2Variable } from './ct2-reader.ts';
import type { GgmlHeader } from './ggml-format.ts';

/** A tensor of the ggml file and the part of a CTranslate2 variable that it is made of. */
export interface TensorPlan {
  readonly name: string;
  /** Outermost first, as CTranslate2 has them. */
  readonly dims: readonly number[];
  readonly half: boolean;
  readonly source: Ct2Variable;
  /** What the whole numbers of a quantised variable were multiplied by: one number for all, or one a row. */
  readonly scale: Ct2Variable | null;
  readonly firstElement: number;
  readonly elements: number;
}

/**
 * Which tensors whisper.cpp wants, and where they lie in a CTranslate2 model:
 * query, key and value are stacked there, key and value in cross attention.
 *
 * @throws AppError `model_damaged` where a variable is missing or cannot be read.
 */
export function planTensors(model: Ct2Model, header: GgmlHeader): TensorPlan[] {
  const plans: TensorPlan[] = [];
  const add = (name: string, variable: string, part = 0, parts = 1) => {
    const source = variableOf(model, variable);
    const [rows = 0, ...rest] = source.dims;
    if (rows % parts !== 0) throw damaged(`${variable} cannot be split in ${parts}`);
    const dims = [rows / parts, ...rest];
    const elements = dims.reduce((product, dim) => product * dim, 1);
    const convolutionBias = /^encoder\.conv\d\.bias$/.test(name);
    const half = source.dims.length > 1 && !name.endsWith('positional_embedding');
    const shape = convolutionBias ? [...dims, 1] : dims;
    const scale = scaleOf(model, variable, source);
    plans.push({ name, dims: shape, half, source, scale, firstElement: part * elements, elements });
  };
  const both = (name: string, variable: string, part = 0, parts = 1) => {
    add(`${name}.weight`, `${variable}/weight`, part, parts);
    add(`${name}.bias`, `${variable}/bias`, part, parts);
  };
  const norm = (name: string, variable: string) => {
    add(`${name}.weight`, `${variable}/gamma`);
    add(`${name}.bias`, `${variable}/beta`);
  };
  const layer = (to: string, from: string) => {
    norm(`${to}.attn_ln`, `${from}/self_attention/layer_norm`);
    both(`${to}.attn.query`, `${from}/self_attention/linear_0`, 0, 3);
    add(`${to}.attn.key.weight`, `${from}/self_attention/linear_0/weight`, 1, 3); // Whisper has no key bias
    both(`${to}.attn.value`, `${from}/self_attention/linear_0`, 2, 3);
    both(`${to}.attn.out`, `${from}/self_attention/linear_1`);
    norm(`${to}.mlp_ln`, `${from}/ffn/layer_norm`);
    both(`${to}.mlp.0`, `${from}/ffn/linear_0`);
    both(`${to}.mlp.2`, `${from}/ffn/linear_1`);
  };

  add('encoder.positional_embedding', 'encoder/position_encodings/encodings');
  both('encoder.conv1', 'encoder/conv1');
  both('encoder.conv2', 'encoder/conv2');
  for (let i = 0; i < header.audioLayers; i++) layer(`encoder.blocks.${i}`, `encoder/layer_${i}`);
  norm('encoder.ln_post', 'encoder/layer_norm');

  add('decoder.positional_embedding', 'decoder/position_encodings/encodings');
  add('decoder.token_embedding.weight', 'decoder/embeddings/weight');
  for (let i = 0; i < header.textLayers; i++) {
    const to = `decoder.blocks.${i}`;
    const from = `decoder/layer_${i}`;
    layer(to, from);
    norm(`${to}.cross_attn_ln`, `${from}/attention/layer_norm`);
    both(`${to}.cross_attn.query`, `${from}/attention/linear_0`);
    add(`${to}.cross_attn.key.weight`, `${from}/attention/linear_1/weight`, 0, 2);
    both(`${to}.cross_attn.value`, `${from}/attention/linear_1`, 1, 2);
    both(`${to}.cross_attn.out`, `${from}/attention/linear_2`);
  }
  norm('decoder.ln', 'decoder/layer_norm');
  return plans;
}

/**
 * The model's numbers, told by the shapes of its variables.
 *
 * @throws AppError `model_damaged`.
 */
export function headerOf(model: Ct2Model): GgmlHeader {
  const shape = (variable: string, dim: number) => variableOf(model, variable).dims[dim] ?? 0;
  const layers = (side: string) => {
    let count = 0;
    while (model.variables.has(`${side}/layer_${count}/self_attention/linear_0/weight`)) count += 1;
    return count;
  };
  const audioState = shape('encoder/position_encodings/encodings', 1);
  const textState = shape('decoder/position_encodings/encodings', 1);
  return {
    vocabulary: shape('decoder/embeddings/weight', 0),
    audioContext: shape('encoder/position_encodings/encodings', 0),
    audioState,
    audioHeads: audioState / HEAD_WIDTH,
    audioLayers: layers('encoder'),
    textContext: shape('decoder/position_encodings/encodings', 0),
    textState,
    textHeads: textState / HEAD_WIDTH,
    textLayers: layers('decoder'),
    mels: shape('encoder/conv1/weight', 1),
    fileType: 1,
  };
}

const HEAD_WIDTH = 64;

function variableOf(model: Ct2Model, name: string): Ct2Variable {
  const variable = model.variables.get(name);
  if (!variable) throw damaged(`${name} is missing`);
  return variable;
}

/** The scale of a quantised variable; null for one that holds its numbers as they are. */
function scaleOf(model: Ct2Model, name: string, variable: Ct2Variable): Ct2Variable | null {
  if (variable.type === 'f16' || variable.type === 'f32' || variable.type === 'bf16') return null;
  const scale = model.variables.get(`${name}_scale`);
  const count = scale?.dims.reduce((product, dim) => product * dim, 1);
  const fits = count === 1 || count === variable.dims[0];
  if (variable.type === 'i32' || scale?.type !== 'f32' || !fits) {
    throw new AppError('model_damaged', {
      detail: 'This model is quantised in a way that we cannot read. Import one with float16 or int8 weights',
      cause: new Error(`${name} is ${variable.type}`),
    });
  }
  return scale;
}

function damaged(what: string): AppError {
  return new AppError('model_damaged', { cause: new Error(`CTranslate2 model: ${what}`) });
}
