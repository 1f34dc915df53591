// Asks the simulator with the openai npm package and prints, as one line of JSON, what came of it.
// Arguments: folder that holds node_modules, base URL, key, scenario (or "-"), "whole" or "stream".
import { createRequire } from "node:module";

const [folder, baseURL, apiKey, scenario, form] = process.argv.slice(2);
const { default: OpenAI } = createRequire(`${folder}/package.json`)("openai");
const headers = scenario === "-" ? {} : { "X-Simulate": scenario };
const client = new OpenAI({ apiKey, baseURL, timeout: 2000, defaultHeaders: headers });
const body = { model: "deepseek-v3.2", messages: [{ role: "user", content: "Hello from Node" }] };

const result = {};
try {
  if (form === "stream") {
    result.text = "";
    for await (const chunk of await client.chat.completions.create({ ...body, stream: true })) {
      result.text += chunk.choices[0]?.delta?.content ?? "";
      result.reason = chunk.choices[0]?.finish_reason ?? result.reason;
      result.usage = chunk.usage ?? result.usage;
    }
  } else {
    const answer = await client.chat.completions.create(body);
    result.text = answer.choices[0].message.content;
    result.reason = answer.choices[0].finish_reason;
    result.usage = answer.usage;
  }
} catch (error) {
  Object.assign(result, { error: error.constructor.name, status: error.status, type: error.type });
}
console.log(JSON.stringify(result));
