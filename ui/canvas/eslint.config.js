// Beside what tsc and prettier hold: React's two rules of hooks. The further ones of that plugin prepare code for React's
// compiler, which is not used here: a ref that holds the newest value for a listener is no mistake without it.
import hooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig({
  files: ["{src,dev,tests}/**/*.{ts,tsx}", "vite.config.ts"],
  extends: [tseslint.configs.recommended],
  plugins: { "react-hooks": hooks },
  rules: {
    "react-hooks/rules-of-hooks": "error",
    "react-hooks/exhaustive-deps": "error",
    // A field that is taken out of an object to have the rest of it is called `_`, as tsc has it.
    "@typescript-eslint/no-unused-vars": [
      "error",
      { varsIgnorePattern: "^_+$", argsIgnorePattern: "^_+$", destructuredArrayIgnorePattern: "^_+$" },
    ],
  },
});
