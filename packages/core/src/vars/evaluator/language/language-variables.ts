/** What the cases of the language may name, as YAML. */
export const languageVariables = `
num: 5
flt: 1.5
whole: 3.0
yes: true
nul: null
txt: "hello"
lst: [1, 2, 3]
map: {"a": 1, "b": {"c": "d"}, "nested": [{"z": "zz"}]}
ref: "{{ num + 1 }}"
reflist: "{{ lst }}"
reftext: "x{{ txt }}"
refundef: "{{ nope_here }}"
deep: {"x": ["{{ txt }}"]}
jsontext: "{{ map | to_json }}"
`;
