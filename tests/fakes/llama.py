"""A real llama.cpp server with a tiny model of random weights: it knows nothing, but its grammar for tools is real.

    python -m tests.fakes.llama MODEL.gguf PORT CALLS ENDS

needs `xllamacpp` (a wheel that holds llama.cpp's own HTTP server) and `gguf`, and downloads nothing. One channel of the
embedding is constant, so that the output can be tilted: towards ASCII, towards calling tools, towards an end.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", '<tool_call>\n{"name": "', "</tool_call>")
_WIDTH, _LAYERS, _HEADS, _INNER = 64, 2, 4, 128
_END, _CALL = 259, 260
# As Qwen and Hermes write it; llama.cpp makes its parser and grammar from the template.
_TEMPLATE = (
    "{%- if tools %}<|im_start|>system\n{% if messages[0].role == 'system' %}{{ messages[0].content }}\n\n{% endif %}"
    "# Tools\n\nYou may call one or more functions. They are in <tools></tools>:\n<tools>"
    "{%- for tool in tools %}\n{{ tool | tojson }}{%- endfor %}\n</tools>\n\nFor each call, return a JSON object in "
    '<tool_call></tool_call>:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>'
    "<|im_end|>\n{%- elif messages[0].role == 'system' %}<|im_start|>system\n{{ messages[0].content }}<|im_end|>\n"
    "{%- endif %}{%- for message in messages %}{%- if message.role == 'user' %}<|im_start|>user\n"
    "{{ message.content }}<|im_end|>\n{%- elif message.role == 'assistant' %}<|im_start|>assistant\n"
    "{%- if message.content %}{{ message.content }}{%- endif %}{%- for call in message.tool_calls %}"
    '\n<tool_call>\n{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}\n'
    "</tool_call>{%- endfor %}<|im_end|>\n{%- elif message.role == 'tool' %}<|im_start|>user\n<tool_response>\n"
    "{{ message.content }}\n</tool_response><|im_end|>\n{%- endif %}{%- endfor %}"
    "{%- if add_generation_prompt %}<|im_start|>assistant\n{%- endif %}"
)


def write(path: Path, calls: float, ends: float) -> None:
    """`calls` and `ends` say how much likelier than a letter a tool call and the end of the answer are."""
    import gguf  # pyright: ignore[reportMissingImports]
    import numpy as np

    random = np.random.default_rng(1)
    tokens = [*_letters(), "th", *_SPECIAL]
    kinds = [gguf.TokenType.NORMAL] * 257 + [gguf.TokenType.CONTROL] * 3 + [gguf.TokenType.USER_DEFINED] * 2
    made = gguf.GGUFWriter(str(path), "llama")
    made.add_name("random")
    made.add_context_length(32768)
    made.add_embedding_length(_WIDTH)
    made.add_block_count(_LAYERS)
    made.add_feed_forward_length(_INNER)
    made.add_head_count(_HEADS)
    made.add_head_count_kv(_HEADS)
    made.add_layer_norm_rms_eps(1e-5)
    made.add_rope_dimension_count(_WIDTH // _HEADS)
    made.add_vocab_size(len(tokens))
    made.add_file_type(gguf.LlamaFileType.ALL_F32)
    made.add_tokenizer_model("gpt2")
    made.add_tokenizer_pre("gpt-2")
    made.add_token_list(tokens)
    made.add_token_types(kinds)
    made.add_token_merges(["t h"])
    made.add_bos_token_id(257)
    made.add_eos_token_id(_END)
    made.add_pad_token_id(257)
    made.add_add_bos_token(False)
    made.add_chat_template(_TEMPLATE)

    def weights(name: str, *shape: int) -> None:
        values = (random.standard_normal(shape) * 0.3).astype(np.float32)
        if name == "token_embd.weight":
            values[:, 0] = 30.0
        elif name == "output.weight":
            values[:, 0] = 0.0
            values[128:256, 0] = values[:32, 0] = values[127, 0] = -6.0
            values[ord('"'), 0] = values[ord("}"), 0] = values[ord("]"), 0] = 4.0
            values[_CALL, 0], values[_END, 0] = calls, ends
        elif name.endswith(("attn_output.weight", "ffn_down.weight")):
            values[0, :] = 0.0
        made.add_tensor(name, values)

    def ones(name: str) -> None:
        made.add_tensor(name, np.ones(_WIDTH, np.float32))

    weights("token_embd.weight", len(tokens), _WIDTH)
    weights("output.weight", len(tokens), _WIDTH)
    ones("output_norm.weight")
    for layer in range(_LAYERS):
        ones(f"blk.{layer}.attn_norm.weight")
        ones(f"blk.{layer}.ffn_norm.weight")
        for part in ("q", "k", "v", "output"):
            weights(f"blk.{layer}.attn_{part}.weight", _WIDTH, _WIDTH)
        weights(f"blk.{layer}.ffn_gate.weight", _INNER, _WIDTH)
        weights(f"blk.{layer}.ffn_up.weight", _INNER, _WIDTH)
        weights(f"blk.{layer}.ffn_down.weight", _WIDTH, _INNER)
    made.write_header_to_file()
    made.write_kv_data_to_file()
    made.write_tensors_to_file()
    made.close()


def _letters() -> list[str]:
    """Every byte as the letter that stands for it in the vocabulary of GPT-2."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return [chr(byte) if byte in shown else chr(256 + hidden.index(byte)) for byte in range(256)]


def serve(model: Path, port: int) -> None:
    """Listens until the process is ended."""
    import xllamacpp  # pyright: ignore[reportMissingImports]

    settings = xllamacpp.CommonParams()
    settings.model.path = str(model)
    settings.hostnames = ["127.0.0.1"]
    settings.port = port
    settings.n_ctx = 32768
    settings.n_parallel = 1
    settings.use_jinja = True
    settings.warmup = False
    settings.cpuparams.n_threads = 1
    settings.sampling.seed = 7
    settings.endpoint_slots = True
    server = xllamacpp.Server(settings)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    where = Path(sys.argv[1])
    write(where, float(sys.argv[3]), float(sys.argv[4]))
    serve(where, int(sys.argv[2]))
