{{/* Checks that the schema cannot express because they involve two values. Each message says what to change. */}}
{{- define "perigee.checks" -}}
{{- $v := .Values -}}
{{- include "perigee.checkFormats" $v -}}
{{- include "perigee.checkLists" $v -}}
{{- include "perigee.checkQuantities" $v -}}
{{- include "perigee.checkCurrencies" $v -}}
{{- include "perigee.checkLogLevel" $v -}}
{{- $postgres := include "perigee.postgres" . -}}
{{- $parts := (include "perigee.parts" . | fromJson).items -}}

{{- $sources := list -}}
{{- if $v.database.url -}}{{- $sources = append $sources "database.url" -}}{{- end -}}
{{- if $v.database.existingSecret -}}{{- $sources = append $sources "database.existingSecret" -}}{{- end -}}
{{- if and $v.externalSecret.enabled $v.externalSecret.database.key -}}{{- $sources = append $sources "externalSecret.database.key" -}}{{- end -}}
{{- if gt (len $sources) 1 -}}
{{- fail (printf "\n\nPostgreSQL's address comes from %s: set one of them." (join " and from " $sources)) -}}
{{- end -}}
{{- $sources = list -}}
{{- if $v.mail.smtp.url -}}{{- $sources = append $sources "mail.smtp.url" -}}{{- end -}}
{{- if $v.mail.smtp.existingSecret -}}{{- $sources = append $sources "mail.smtp.existingSecret" -}}{{- end -}}
{{- if include "perigee.smtpFetched" . -}}{{- $sources = append $sources "externalSecret.smtp.key" -}}{{- end -}}
{{- if gt (len $sources) 1 -}}
{{- fail (printf "\n\nThe mail server's address comes from %s: set one of them." (join " and from " $sources)) -}}
{{- end -}}
{{- if and $v.database.direct.url $v.database.direct.existingSecret -}}
{{- fail "\n\nThe migration's address comes from database.direct.url and from database.direct.existingSecret: set one of them." -}}
{{- end -}}
{{- if and $v.externalSecret.enabled (not $v.externalSecret.secretStoreRef.name) -}}
{{- fail "\n\nexternalSecret.enabled needs externalSecret.secretStoreRef.name: the store to read from." -}}
{{- end -}}
{{- if and $v.externalSecret.enabled (not $v.externalSecret.database.key) (not $v.externalSecret.smtp.key) -}}
{{- fail "\n\nexternalSecret.enabled needs externalSecret.database.key or externalSecret.smtp.key: an entry to fetch." -}}
{{- end -}}

{{- if $postgres -}}
{{- if eq ($v.persistence.enabled | toString) "true" -}}
{{- fail "\n\npersistence is for SQLite, but PostgreSQL is configured: set persistence.enabled=false (or auto), or remove the PostgreSQL settings." -}}
{{- end -}}
{{- else -}}
{{- $why := "With SQLite there is one pod, because only one process at a time can write the file. Configure PostgreSQL (database.existingSecret)" -}}
{{- if $v.autoscaling.enabled -}}{{- fail (printf "\n\n%s, or set autoscaling.enabled=false." $why) -}}{{- end -}}
{{- if $v.keda.enabled -}}{{- fail (printf "\n\n%s, or set keda.enabled=false." $why) -}}{{- end -}}
{{- if gt (index $parts 0).replicas 1.0 -}}{{- fail (printf "\n\n%s, or set replicaCount=1." $why) -}}{{- end -}}
{{- if eq ($v.worker.enabled | toString) "true" -}}{{- fail (printf "\n\n%s, or set worker.enabled=auto: the web pod then runs the worker." $why) -}}{{- end -}}
{{- if eq ($v.worker.enabled | toString) "false" -}}{{- fail "\n\nWith SQLite the web pod runs the worker, and without it no emails would be sent: set worker.enabled=auto." -}}{{- end -}}
{{- if include "perigee.apiApart" . -}}{{- fail (printf "\n\n%s, or set parts.api.separate=false." $why) -}}{{- end -}}
{{- if include "perigee.deskApart" . -}}{{- fail (printf "\n\n%s, or set parts.desk.separate=auto." $why) -}}{{- end -}}
{{- if or $v.database.direct.url $v.database.direct.existingSecret -}}
{{- fail "\n\ndatabase.direct is for PostgreSQL behind a PgBouncer, but no PostgreSQL is configured: set database.existingSecret too." -}}
{{- end -}}
{{- if not .Values.migration.enabled -}}{{- fail "\n\nWith SQLite the migration runs in the pod, before the shop: leave migration.enabled=true." -}}{{- end -}}
{{- end -}}

{{- if $v.persistence.backup.enabled -}}
{{- if $postgres -}}
{{- fail "\n\npersistence.backup copies SQLite, but PostgreSQL is configured: set persistence.backup.enabled=false, and back PostgreSQL up with its own tools." -}}
{{- end -}}
{{- if not (include "perigee.persistent" .) -}}
{{- fail "\n\npersistence.backup needs a volume to copy from: set persistence.enabled=true, or persistence.backup.enabled=false." -}}
{{- end -}}
{{- if and (not $v.persistence.existingClaim) (has "ReadWriteOncePod" $v.persistence.accessModes) -}}
{{- fail "\n\npersistence.backup runs in a second pod, but persistence.accessModes contains ReadWriteOncePod, which allows only one: use ReadWriteOnce." -}}
{{- end -}}
{{- if and (not $v.persistence.backup.existingClaim) (has "ReadWriteOncePod" $v.persistence.backup.accessModes) -}}
{{- fail "\n\npersistence.backup.accessModes contains ReadWriteOncePod, which allows only one pod, but two mount the copies: the shop's and the backup's. Use ReadWriteOnce." -}}
{{- end -}}
{{- if eq (include "perigee.dataClaim" .) (include "perigee.backupClaim" .) -}}
{{- fail "\n\npersistence.backup.existingClaim is the claim of the database: choose another, because both would be lost together." -}}
{{- end -}}
{{- end -}}
{{- if and $v.autoscaling.enabled $v.keda.enabled -}}
{{- fail "\n\nautoscaling and keda would both scale the same pods: enable only one of them." -}}
{{- end -}}
{{- if and $v.autoscaling.enabled (not $v.autoscaling.targetCPUUtilizationPercentage) (not $v.autoscaling.targetMemoryUtilizationPercentage) (not $v.autoscaling.metrics) -}}
{{- fail "\n\nautoscaling.enabled needs a metric: set autoscaling.targetCPUUtilizationPercentage or autoscaling.metrics." -}}
{{- end -}}
{{- range $parts -}}
{{- $cpu := and .autoscaling.enabled .autoscaling.targetCPUUtilizationPercentage -}}
{{- if and $cpu (not (dig "requests" "cpu" "" .resources)) -}}
{{- fail (printf "\n\nThe autoscaler of %s measures relative to the CPU request, but there is none: set its resources.requests.cpu." .component) -}}
{{- end -}}
{{- $key := ternary "autoscaling" (printf "parts.%s.autoscaling" .component) (eq .component "web") -}}
{{- if and .autoscaling.enabled (gt .autoscaling.minReplicas .autoscaling.maxReplicas) -}}
{{- fail (printf "\n\n%s.minReplicas is more than %s.maxReplicas." $key $key) -}}
{{- end -}}
{{- end -}}
{{- if and $v.keda.enabled (gt (int $v.keda.minReplicas) (int $v.keda.maxReplicas)) -}}
{{- fail "\n\nkeda.minReplicas is more than keda.maxReplicas." -}}
{{- end -}}

{{- if $v.worker.autoscaling.enabled -}}
{{- if not (include "perigee.workerApart" .) -}}
{{- fail "\n\nworker.autoscaling needs a separate worker: configure PostgreSQL (database.existingSecret) and set worker.enabled=auto." -}}
{{- end -}}
{{- if gt (int $v.worker.autoscaling.minReplicas) (int $v.worker.autoscaling.maxReplicas) -}}
{{- fail "\n\nworker.autoscaling.minReplicas is more than worker.autoscaling.maxReplicas." -}}
{{- end -}}
{{- if and (eq $v.worker.autoscaling.by "cpu") (not (dig "requests" "cpu" "" $v.worker.resources)) -}}
{{- fail "\n\nThe autoscaler of worker measures relative to the CPU request, but there is none: set worker.resources.requests.cpu." -}}
{{- end -}}
{{- if eq $v.worker.autoscaling.by "outbox" -}}
{{- if not $v.worker.autoscaling.outbox.prometheus -}}
{{- fail "\n\nworker.autoscaling.by=outbox needs worker.autoscaling.outbox.prometheus, the address to query. Example: http://prometheus.monitoring:9090" -}}
{{- end -}}
{{- if not $v.metrics.enabled -}}
{{- fail "\n\nworker.autoscaling.by=outbox needs metrics.enabled=true: Prometheus reads the number of events through that Service." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $v.parts.api.separate (not $v.parts.api.enabled) -}}
{{- fail "\n\nparts.api.separate needs parts.api.enabled=true." -}}
{{- end -}}
{{- if and (eq ($v.parts.desk.separate | toString) "true") (not $v.parts.desk.enabled) -}}
{{- fail "\n\nparts.desk.separate=true needs parts.desk.enabled=true." -}}
{{- end -}}
{{- if and $v.parts.desk.enabled (eq ($v.parts.desk.separate | toString) "false") (include "perigee.public" .) -}}
{{- fail "\n\nweb is public (Ingress, HTTPRoute or a Service that is not ClusterIP), and the merchants' desk must not be: set parts.desk.separate=auto, or parts.desk.enabled=false." -}}
{{- end -}}
{{- if $v.parts.desk.ingress.enabled -}}
{{- if not $v.parts.desk.enabled -}}{{- fail "\n\nparts.desk.ingress.enabled needs parts.desk.enabled=true." -}}{{- end -}}
{{- if not (include "perigee.deskApart" .) -}}{{- fail "\n\nparts.desk.ingress needs a separate desk: set parts.desk.separate=true." -}}{{- end -}}
{{- if not $v.parts.desk.ingress.host -}}{{- fail "\n\nparts.desk.ingress.enabled needs parts.desk.ingress.host." -}}{{- end -}}
{{- if has $v.parts.desk.ingress.host (include "perigee.hosts" . | fromJson).items -}}
{{- fail (printf "\n\nparts.desk.ingress.host is %s, which is also the shop's: give the desk its own host." $v.parts.desk.ingress.host) -}}
{{- end -}}
{{- end -}}

{{- $hosts := (include "perigee.hosts" . | fromJson).items -}}
{{- if and (or $v.ingress.enabled $v.httpRoute.enabled) (not $hosts) -}}
{{- fail "\n\nNo host is configured: set ingress.hosts[0].host (or httpRoute.hostnames), or shop.baseUrl." -}}
{{- end -}}
{{- if and $hosts (not $v.shop.baseUrl) (hasPrefix "*" (first $hosts)) -}}
{{- fail (printf "\n\nThe first host is %s, and links need one host: set shop.baseUrl." (first $hosts)) -}}
{{- end -}}
{{- if $v.httpRoute.enabled -}}
{{- if not $v.httpRoute.parentRefs -}}{{- fail "\n\nhttpRoute.enabled needs httpRoute.parentRefs, the gateway to attach to." -}}{{- end -}}
{{- if and (not $v.shop.baseUrl) (not $v.certificate.enabled) -}}
{{- fail "\n\nhttpRoute.enabled needs shop.baseUrl: the chart cannot know whether the gateway uses HTTPS, and cookies depend on it." -}}
{{- end -}}
{{- end -}}
{{- if $v.certificate.enabled -}}
{{- if not $v.certificate.issuerRef.name -}}{{- fail "\n\ncertificate.enabled needs certificate.issuerRef.name." -}}{{- end -}}
{{- if not $hosts -}}{{- fail "\n\ncertificate.enabled needs a host: set ingress.hosts, httpRoute.hostnames or shop.baseUrl." -}}{{- end -}}
{{- end -}}
{{- if and (or $v.certificate.enabled $v.ingress.tls) (hasPrefix "http://" $v.shop.baseUrl) -}}
{{- fail (printf "\n\nshop.baseUrl is %s, but there is a certificate: it must begin with https://, otherwise cookies are not Secure." $v.shop.baseUrl) -}}
{{- end -}}

{{- if lt (int $v.drain.graceSeconds) (int $v.http.requestTimeoutSeconds) -}}
{{- fail (printf "\n\ndrain.graceSeconds is %d, less than http.requestTimeoutSeconds (%d): a request could be cut while the pod stops." (int $v.drain.graceSeconds) (int $v.http.requestTimeoutSeconds)) -}}
{{- end -}}
{{- $drain := include "perigee.drainSeconds" . | int -}}
{{- if le (include "perigee.terminationSeconds" . | int) $drain -}}
{{- fail (printf "\n\nterminationGracePeriodSeconds is %d, but drain.preStopSeconds, delaySeconds and graceSeconds take %d: set more, or leave it empty." (int $v.terminationGracePeriodSeconds) $drain) -}}
{{- end -}}
{{- if and (has ($v.updateStrategy.maxSurge | toString) (list "0" "0%")) (has ($v.updateStrategy.maxUnavailable | toString) (list "0" "0%")) -}}
{{- fail "\n\nupdateStrategy.maxSurge and maxUnavailable are both 0: no pod could ever be replaced." -}}
{{- end -}}
{{- if and $v.serviceMonitor.enabled (not $v.metrics.enabled) -}}
{{- fail "\n\nserviceMonitor.enabled needs metrics.enabled=true, the Service that it scrapes." -}}
{{- end -}}
{{- if and $v.prometheusRule.enabled (not $v.metrics.enabled) -}}
{{- fail "\n\nprometheusRule.enabled needs metrics.enabled=true: without that Service Prometheus finds no metrics of the shop, and PerigeeAbsent would fire permanently." -}}
{{- end -}}
{{- include "perigee.checkConnections" . -}}
{{- end -}}

{{/* The connections of all processes that a rollout can run at once, compared with PostgreSQL's limit. */}}
{{- define "perigee.checkConnections" -}}
{{- if and (include "perigee.postgres" .) (gt (int .Values.database.maxConnections) 0) -}}
{{- $sum := 0 -}}
{{- $words := list -}}
{{- range (include "perigee.parts" . | fromJson).items -}}
{{- $surge := include "perigee.surge" (dict "root" $ "n" .most) | int -}}
{{- $processes := ternary 2 1 (and (eq .component "web") (not (include "perigee.workerApart" $))) -}}
{{- $need := mul (add (int .most) $surge) (int .connections) $processes -}}
{{- $sum = add $sum $need -}}
{{- $words = append $words (printf "%d for %s ((%d pods and %d more during a rollout) × %d%s)" $need .component (int .most) $surge (int .connections) (ternary " × 2, for pictures" "" (eq $processes 2))) -}}
{{- end -}}
{{- if include "perigee.workerApart" . -}}
{{- $most := ternary .Values.worker.autoscaling.maxReplicas .Values.worker.replicaCount .Values.worker.autoscaling.enabled | int -}}
{{- $surge := include "perigee.surge" (dict "root" . "n" $most) | int -}}
{{- $need := mul (add $most $surge) (int .Values.worker.databaseConnections) 2 -}}
{{- $sum = add $sum $need -}}
{{- $words = append $words (printf "%d for worker ((%d pods and %d more during a rollout) × %d × 2, for pictures)" $need $most $surge (int .Values.worker.databaseConnections)) -}}
{{- end -}}
{{- if and .Values.migration.enabled (not .Values.database.direct.url) (not .Values.database.direct.existingSecret) -}}
{{- $sum = add $sum (int .Values.migration.databaseConnections) -}}
{{- $words = append $words (printf "%d for the migration" (int .Values.migration.databaseConnections)) -}}
{{- end -}}
{{- if gt (int $sum) (int .Values.database.maxConnections) -}}
{{- fail (printf "\n\nToo many connections: up to %d, but database.maxConnections is %d. They are %s. Lower the maximum number of replicas or database.connections, add PgBouncer, or raise PostgreSQL's max_connections and then database.maxConnections." (int $sum) (int .Values.database.maxConnections) (join ", " $words)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Keys and lists of the user's own. Takes the values. */}}
{{- define "perigee.checkLists" -}}
{{- range $name, $labels := dict "commonLabels" .commonLabels "podLabels" .podLabels "serviceMonitor.labels" .serviceMonitor.labels
      "prometheusRule.labels" .prometheusRule.labels "dashboards.labels" .dashboards.labels -}}
{{- range $key, $value := $labels -}}
{{- if or (regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key) (eq $key "perigee-metrics") -}}
{{- fail (printf "\n\n%s sets %s, which the chart sets: choose another label, such as shop.example/team." $name $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if or (le (float64 .prometheusRule.objective) 90.0) (ge (float64 .prometheusRule.objective) 100.0) -}}
{{- fail (printf "\n\nprometheusRule.objective is %v, but must be above 90 and below 100: the percentage of requests that must succeed. Example: prometheusRule.objective=99.9" .prometheusRule.objective) -}}
{{- end -}}
{{- if not (has "ALL" (dig "capabilities" "drop" (list) .securityContext)) -}}
{{- fail "\n\nsecurityContext.capabilities.drop must contain ALL, because the shop needs no capabilities. Example: securityContext.capabilities.drop[0]=ALL" -}}
{{- end -}}
{{- range $key, $value := .telemetry.resourceAttributes -}}
{{- if not (regexMatch "^[a-z][a-z0-9_.]*$" $key) -}}
{{- fail (printf "\n\ntelemetry.resourceAttributes has the key %q: it can contain lower-case letters, digits, \"_\" and \".\". Example: deployment.environment.name." $key) -}}
{{- end -}}
{{- end -}}
{{- range $number, $env := .extraEnv -}}
{{- if and (hasKey $env "value") (hasKey $env "valueFrom") -}}
{{- fail (printf "\n\nextraEnv[%d] (%s) has value and valueFrom: keep only one of them." $number $env.name) -}}
{{- end -}}
{{- end -}}
{{- range $number, $volume := .extraVolumes -}}
{{- if or (has $volume.name (list "data" "tmp")) (and (eq $volume.name "backup") $.persistence.backup.enabled) -}}
{{- fail (printf "\n\nextraVolumes[%d].name is %q, which the chart uses: choose another name. Example: ca." $number $volume.name) -}}
{{- end -}}
{{- if ne (len $volume) 2 -}}
{{- fail (printf "\n\nextraVolumes[%d] (%s) needs exactly one source besides its name, such as configMap, secret or csi, but has %d." $number $volume.name (sub (len $volume) 1)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A quantity as a number, so that two can be compared. Takes text or a number; large numbers come as 1e+09. */}}
{{- define "perigee.quantity" -}}
{{- $text := toString . -}}
{{- $unit := regexFind "[A-Za-z]*$" $text -}}
{{- $factors := dict "" 1.0 "n" 1e-9 "u" 1e-6 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18
      "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 "Pi" 1125899906842624.0 "Ei" 1152921504606846976.0 -}}
{{- mulf (trimSuffix $unit $text | float64) (get $factors $unit) -}}
{{- end -}}

{{/* Requests, limits and sizes that Kubernetes rejects, or accepts although nothing can start with them. Takes the values. */}}
{{- define "perigee.checkQuantities" -}}
{{- range $name, $resources := dict "resources" .resources "parts.api.resources" .parts.api.resources "parts.desk.resources" .parts.desk.resources
      "worker.resources" .worker.resources "migration.resources" .migration.resources "persistence.backup.resources" .persistence.backup.resources -}}
{{- range $kind := list "requests" "limits" -}}
{{- range $resource := list "memory" "ephemeral-storage" -}}
{{- $value := dig $kind $resource "" $resources | default "" | toString -}}
{{- if and $value (ne (include "perigee.quantity" $value | float64) 0.0) -}}
{{- include "perigee.checkBytes" (dict "name" (printf "%s.%s.%s" $name $kind $resource) "value" $value "example" "512Mi") -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $resource, $limit := dig "limits" (dict) $resources -}}
{{- $request := dig "requests" $resource "" $resources -}}
{{- if and (not (has (toString $limit) (list "" "<nil>"))) (not (has (toString $request) (list "" "<nil>"))) -}}
{{- if gt (include "perigee.quantity" $request | float64) (include "perigee.quantity" $limit | float64) -}}
{{- fail (printf "\n\n%s.requests.%s is %v, more than %s.limits.%s (%v), which Kubernetes rejects: lower the request or raise the limit. Example: %s.limits.%s=%v" $name $resource $request $name $resource $limit $name $resource $request) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- include "perigee.checkBytes" (dict "name" "persistence.size" "value" .persistence.size "example" "10Gi") -}}
{{- include "perigee.checkBytes" (dict "name" "persistence.backup.size" "value" .persistence.backup.size "example" "10Gi") -}}
{{- end -}}

{{/* Nothing in the shop fits into less than 1Mi: the unit is missing, or is m (a thousandth). Takes {name, value, example}. */}}
{{- define "perigee.checkBytes" -}}
{{- if lt (include "perigee.quantity" .value | float64) 1048576.0 -}}
{{- fail (printf "\n\n%s is %v, but must be at least 1Mi: a number without a unit counts bytes. Example: %s=%s" .name .value .name .example) -}}
{{- end -}}
{{- end -}}

{{/* Currencies with a built-in exchange rate; helm/tests/keys.py compares them with crates/domain/src/pricing/rates.rs. */}}
{{- define "perigee.currencies" -}}
EUR USD JPY BGN CZK DKK GBP HUF PLN RON SEK CHF ISK NOK HRK RUB TRY AUD BRL CAD CNY HKD IDR ILS INR KRW MXN MYR NZD PHP SGD THB ZAR
{{- end -}}

{{/* Settings that the program would reject at its start. Takes the values. */}}
{{- define "perigee.checkCurrencies" -}}
{{- /* The program's default. */ -}}
{{- $first := .shop.currency | default "EUR" -}}
{{- if and .shop.currencies (not (has $first .shop.currencies)) -}}
{{- fail (printf "\n\nshop.currency is %s, but shoppers can choose only %s: add it to shop.currencies, or choose one of them. Example: shop.currency=%s" $first (join ", " .shop.currencies) (first .shop.currencies)) -}}
{{- end -}}
{{- /* Custom rates may cover other currencies, and the chart cannot see the content of extraEnvFrom. */ -}}
{{- $own := not (empty .extraEnvFrom) -}}
{{- range .extraEnv -}}{{- if eq .name "PERIGEE_RATES" -}}{{- $own = true -}}{{- end -}}{{- end -}}
{{- if not $own -}}
{{- $known := include "perigee.currencies" . | splitList " " -}}
{{- if not (has $first $known) -}}
{{- fail (printf "\n\nshop.currency is %s, for which the shop has no exchange rate: choose one of %s, or set PERIGEE_RATES in extraEnv to a file of rates. Example: shop.currency=EUR" $first (join ", " $known)) -}}
{{- end -}}
{{- range $number, $currency := .shop.currencies -}}
{{- if not (has $currency $known) -}}
{{- fail (printf "\n\nshop.currencies[%d] is %s, for which the shop has no exchange rate: choose one of %s, or set PERIGEE_RATES in extraEnv to a file of rates. Example: shop.currencies[0]=EUR" $number $currency (join ", " $known)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The program takes a word that is not a level for a module's name, and would silence everything else. Span fields in [] are not checked. Takes the values. */}}
{{- define "perigee.checkLogLevel" -}}
{{- if not (contains "[" .log.level) -}}
{{- range splitList "," .log.level -}}
{{- if not (or (contains "=" .) (contains "::" .) (regexMatch "^(?i:off|error|warn|info|debug|trace|[0-5])?$" .)) -}}
{{- fail (printf "\n\nlog.level is %q, but %q is not a level, and as a module name it would silence all others: it must be off, error, warn, info, debug or trace, or a module with its level, as in info,server=debug. Example: log.level=debug" $.log.level .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
