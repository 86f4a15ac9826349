import { useAddress } from "~/app/clocks.ts";

type Props = { name: string; label: string; options: readonly (readonly [value: string, text: string])[] };

/** Two or three ways to look at one page; the way stands in the address. The first is the usual one. */
export function Tabs({ name, label, options }: Props) {
  const { search, change } = useAddress();
  const usual = options[0]?.[0];
  const now = search[name] ?? usual;
  return (
    <fieldset className="tabs">
      <legend className="unseen">{label}</legend>
      {options.map(([value, text]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === now}
          onClick={() => change({ [name]: value === usual ? undefined : value })}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
