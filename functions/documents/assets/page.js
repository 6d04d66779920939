// The page has grown since the browser looked for the fragment.
function showFragment() {
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#operations',
  validatorUrl: null,
  deepLinking: false,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  onComplete: showFragment,
});
