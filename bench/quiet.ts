// Imported before everything else: lines and metrics of the code under measurement are no figures.
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';
process.env['POWERTOOLS_SERVICE_NAME'] = 'assay';
