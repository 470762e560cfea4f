{{/* Names. The longest suffix is "-migrate" and what the cluster adds to a pod's name. */}}
{{- define "perigee.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "perigee.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "perigee.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "perigee.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "perigee.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* The image: the digest takes precedence over the tag. */}}
{{- define "perigee.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels of every object. Takes {root, component}. */}}
{{- define "perigee.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "perigee.selectorLabels" . }}
app.kubernetes.io/part-of: perigee
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels in the selectors of Deployments. They can never change, so they contain no version. Takes {root, component}. */}}
{{- define "perigee.selectorLabels" -}}
app.kubernetes.io/name: {{ include "perigee.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels by which budgets, policies and topology spread select pods. Not the name: Flagger's primary pods have another. */}}
{{- define "perigee.groupLabels" -}}
app.kubernetes.io/part-of: perigee
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* "true" if the shop uses PostgreSQL. */}}
{{- define "perigee.postgres" -}}
{{- if or .Values.database.url .Values.database.existingSecret (and .Values.externalSecret.enabled .Values.externalSecret.database.key) -}}true{{- end -}}
{{- end -}}

{{/* "true" if SQLite is on a volume. */}}
{{- define "perigee.persistent" -}}
{{- $wanted := .Values.persistence.enabled | toString -}}
{{- if or (eq $wanted "true") (and (eq $wanted "auto") (not (include "perigee.postgres" .))) -}}true{{- end -}}
{{- end -}}

{{/* The claims of SQLite and of its backups. */}}
{{- define "perigee.dataClaim" -}}
{{- .Values.persistence.existingClaim | default (include "perigee.fullname" .) -}}
{{- end -}}
{{- define "perigee.backupClaim" -}}
{{- .Values.persistence.backup.existingClaim | default (printf "%s-backup" (include "perigee.fullname" .)) -}}
{{- end -}}

{{/* "true" if web is reachable from outside the cluster. */}}
{{- define "perigee.public" -}}
{{- if or .Values.ingress.enabled .Values.httpRoute.enabled (and .Values.service.enabled (ne .Values.service.type "ClusterIP")) -}}true{{- end -}}
{{- end -}}

{{/* "true" if the worker has its own Deployment. */}}
{{- define "perigee.workerApart" -}}
{{- $wanted := .Values.worker.enabled | toString -}}
{{- if or (eq $wanted "true") (and (eq $wanted "auto") (include "perigee.postgres" .)) -}}true{{- end -}}
{{- end -}}

{{- define "perigee.apiApart" -}}
{{- if and .Values.parts.api.enabled .Values.parts.api.separate -}}true{{- end -}}
{{- end -}}

{{- define "perigee.deskApart" -}}
{{- $wanted := .Values.parts.desk.separate | toString -}}
{{- if and .Values.parts.desk.enabled (or (eq $wanted "true") (and (eq $wanted "auto") (include "perigee.public" .) (include "perigee.postgres" .))) -}}true{{- end -}}
{{- end -}}

{{/* "true" if web serves the desk itself. */}}
{{- define "perigee.deskInWeb" -}}
{{- if and .Values.parts.desk.enabled (not (include "perigee.deskApart" .)) (not (include "perigee.public" .)) -}}true{{- end -}}
{{- end -}}

{{/* Everything that serves requests: {"items": [{component, name, surfaces, replicas, most, scaled, connections, resources, autoscaling}]}. */}}
{{- define "perigee.parts" -}}
{{- $fullname := include "perigee.fullname" . -}}
{{- $surfaces := list "storefront" -}}
{{- if and .Values.parts.api.enabled (not (include "perigee.apiApart" .)) -}}{{- $surfaces = append $surfaces "api" -}}{{- end -}}
{{- if include "perigee.deskInWeb" . -}}{{- $surfaces = append $surfaces "desk" -}}{{- end -}}
{{- $replicas := ternary 2 1 (eq (include "perigee.postgres" .) "true") -}}
{{- if not (kindIs "invalid" .Values.replicaCount) -}}{{- $replicas = .Values.replicaCount -}}{{- end -}}
{{- $most := $replicas -}}
{{- if .Values.keda.enabled -}}{{- $most = .Values.keda.maxReplicas -}}{{- else if .Values.autoscaling.enabled -}}{{- $most = .Values.autoscaling.maxReplicas -}}{{- end -}}
{{- $items := list (dict "component" "web" "name" $fullname "surfaces" (join "," $surfaces) "replicas" $replicas "most" $most
      "scaled" (or .Values.autoscaling.enabled .Values.keda.enabled) "connections" .Values.database.connections
      "resources" .Values.resources "autoscaling" .Values.autoscaling) -}}
{{- range $component, $apart := dict "api" (include "perigee.apiApart" .) "desk" (include "perigee.deskApart" .) -}}
{{- if $apart -}}
{{- $part := index $.Values.parts $component -}}
{{- $most := ternary $part.autoscaling.maxReplicas $part.replicaCount $part.autoscaling.enabled -}}
{{- $items = append $items (dict "component" $component "name" (printf "%s-%s" $fullname $component) "surfaces" $component
      "replicas" $part.replicaCount "most" $most "scaled" $part.autoscaling.enabled "connections" $part.databaseConnections
      "resources" ($part.resources | default $.Values.resources) "autoscaling" $part.autoscaling) -}}
{{- end -}}
{{- end -}}
{{- dict "items" $items | toJson -}}
{{- end -}}

{{/* Host and port of an address. Not urlParse, which fails with its own message before the address is checked. */}}
{{- define "perigee.urlHost" -}}
{{- regexReplaceAll "^[a-z]+://([^/?#]*@)?([^/?#]*).*$" . "${2}" -}}
{{- end -}}

{{/* The hosts that shoppers use: {"items": […]}, in order, each once. */}}
{{- define "perigee.hosts" -}}
{{- $hosts := list -}}
{{- if .Values.ingress.enabled -}}{{- range .Values.ingress.hosts -}}{{- $hosts = append $hosts .host -}}{{- end -}}{{- end -}}
{{- if .Values.httpRoute.enabled -}}{{- $hosts = concat $hosts .Values.httpRoute.hostnames -}}{{- end -}}
{{- if and (not $hosts) .Values.shop.baseUrl -}}{{- $hosts = append $hosts (regexReplaceAll ":[0-9]+$" (include "perigee.urlHost" .Values.shop.baseUrl) "") -}}{{- end -}}
{{- dict "items" (uniq $hosts) | toJson -}}
{{- end -}}

{{- define "perigee.tlsSecret" -}}
{{- .Values.certificate.secretName | default (printf "%s-tls" (include "perigee.fullname" .)) -}}
{{- end -}}

{{/* The origin that shoppers use. */}}
{{- define "perigee.baseUrl" -}}
{{- $hosts := (include "perigee.hosts" . | fromJson).items -}}
{{- if .Values.shop.baseUrl -}}
{{- .Values.shop.baseUrl | trimSuffix "/" -}}
{{- else if $hosts -}}
{{- printf "%s://%s" (ternary "https" "http" (or .Values.certificate.enabled (gt (len .Values.ingress.tls) 0))) (first $hosts) -}}
{{- else -}}
http://127.0.0.1:3000
{{- end -}}
{{- end -}}

{{- define "perigee.trustedProxies" -}}
{{- if eq (.Values.http.trustedProxies | toString) "auto" -}}
{{- ternary 1 0 (or .Values.ingress.enabled .Values.httpRoute.enabled) -}}
{{- else -}}
{{- .Values.http.trustedProxies | int -}}
{{- end -}}
{{- end -}}

{{/* Where the address of PostgreSQL is read from, in pods of the release. */}}
{{- define "perigee.databaseSecret" -}}
{{- .Values.database.existingSecret | default (printf "%s-database" (include "perigee.fullname" .)) -}}
{{- end -}}
{{- define "perigee.databaseSecretKey" -}}
{{- ternary .Values.database.existingSecretKey "url" (ne .Values.database.existingSecret "") -}}
{{- end -}}

{{/* The migration's address, if the chart must write it into a Secret; otherwise empty. */}}
{{- define "perigee.migrationUrl" -}}
{{- if .Values.database.direct.existingSecret -}}
{{- else if .Values.database.direct.url -}}{{- .Values.database.direct.url -}}
{{- else -}}{{- .Values.database.url -}}
{{- end -}}
{{- end -}}

{{/* The Secret that the migration reads: an existing one, or one that a hook creates before it. */}}
{{- define "perigee.migrationSecret" -}}
{{- if .Values.database.direct.existingSecret -}}{{- .Values.database.direct.existingSecret -}}
{{- else if and .Values.database.existingSecret (not .Values.database.direct.url) -}}{{- .Values.database.existingSecret -}}
{{- else -}}{{- printf "%s-migrate" (include "perigee.fullname" .) -}}
{{- end -}}
{{- end -}}
{{- define "perigee.migrationSecretKey" -}}
{{- if .Values.database.direct.existingSecret -}}{{- .Values.database.direct.existingSecretKey -}}
{{- else if and .Values.database.existingSecret (not .Values.database.direct.url) -}}{{- .Values.database.existingSecretKey -}}
{{- else -}}url
{{- end -}}
{{- end -}}

{{- define "perigee.smtpFetched" -}}
{{- if and .Values.externalSecret.enabled .Values.externalSecret.smtp.key -}}true{{- end -}}
{{- end -}}
{{- define "perigee.smtp" -}}
{{- if or .Values.mail.smtp.url .Values.mail.smtp.existingSecret (include "perigee.smtpFetched" .) -}}true{{- end -}}
{{- end -}}
{{- define "perigee.smtpSecret" -}}
{{- .Values.mail.smtp.existingSecret | default (printf "%s-smtp" (include "perigee.fullname" .)) -}}
{{- end -}}
{{- define "perigee.smtpSecretKey" -}}
{{- ternary .Values.mail.smtp.existingSecretKey "url" (ne .Values.mail.smtp.existingSecret "") -}}
{{- end -}}

{{/* Seconds from a pod's deletion to its last request. */}}
{{- define "perigee.drainSeconds" -}}
{{- add .Values.drain.preStopSeconds .Values.drain.delaySeconds .Values.drain.graceSeconds -}}
{{- end -}}
{{- define "perigee.terminationSeconds" -}}
{{- if kindIs "invalid" .Values.terminationGracePeriodSeconds -}}
{{- add (include "perigee.drainSeconds" . | int) 5 -}}
{{- else -}}
{{- .Values.terminationGracePeriodSeconds | int -}}
{{- end -}}
{{- end -}}

{{/* Pods that a rollout adds to n. Takes {root, n}. */}}
{{- define "perigee.surge" -}}
{{- $surge := .root.Values.updateStrategy.maxSurge | toString -}}
{{- if hasSuffix "%" $surge -}}
{{- divf (mulf (trimSuffix "%" $surge | float64) (.n | float64)) 100 | ceil | int -}}
{{- else -}}
{{- $surge | int -}}
{{- end -}}
{{- end -}}

{{/* Name of the metrics Service, which is also the job label of its metrics. */}}
{{- define "perigee.metricsName" -}}
{{- printf "%s-metrics" (include "perigee.fullname" .) -}}
{{- end -}}
