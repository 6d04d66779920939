// Scores a summary and prints its average. ASSAY_URL and ASSAY_API_KEY name the service and its key.
const url = `${process.env.ASSAY_URL ?? 'http://127.0.0.1:3000'}/api/v1`;

const response = await fetch(`${url}/evaluations/geval`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-API-KEY': process.env.ASSAY_API_KEY ?? '' },
  body: JSON.stringify({
    source_text: 'The bridge opened in 1932 and carries eight lanes of road traffic and two railway tracks.',
    summary: 'An eight-lane bridge opened in 1932.',
  }),
});
const body = await response.json();
if (!response.ok) throw new Error(`${body.code}: ${body.detail}`);
console.log(`average_score ${body.average_score}`);
for (const { name, raw_score, metadata } of Object.values(body.metrics)) {
  console.log(`${name} ${raw_score} of ${metadata.scale[1]}`);
}
