{{/*
Environment. Takes {root, component, surfaces, connections, secret, secretKey}; a name that the chart sets and extraEnv repeats is refused:
the API server would take the last, or under server-side apply none.
*/}}
{{- define "perigee.env" -}}
{{- $root := .root -}}
{{- $v := .root.Values -}}
{{- $serves := not (has .component (list "worker" "migration" "backup")) -}}
{{- $works := or (eq .component "worker") (and (eq .component "web") (not (include "perigee.workerApart" .root))) -}}
{{- $env := list -}}
{{- if include "perigee.postgres" $root -}}
{{- $env = append $env (dict "name" "DATABASE_URL" "valueFrom" (dict "secretKeyRef" (dict "name" .secret "key" .secretKey))) -}}
{{- $env = append $env (dict "name" "PERIGEE_DATABASE_CONNECTIONS" "value" (.connections | int | toString)) -}}
{{- if and (ne .component "migration") (or $v.database.direct.url $v.database.direct.existingSecret) -}}
{{- $env = append $env (dict "name" "PERIGEE_LISTEN" "value" "false") -}}
{{- end -}}
{{- else -}}
{{- $env = append $env (dict "name" "DATABASE_URL" "value" "sqlite:///data/perigee.db") -}}
{{- end -}}
{{- $env = append $env (dict "name" "PERIGEE_LOG" "value" $v.log.level) -}}
{{- $env = append $env (dict "name" "PERIGEE_LOG_FORMAT" "value" $v.log.format) -}}
{{- if not (has .component (list "migration" "backup")) -}}
{{- $env = append $env (dict "name" "PERIGEE_METRICS_ADDR" "value" "0.0.0.0:9464") -}}
{{- $env = append $env (dict "name" "PERIGEE_BASE_URL" "value" (include "perigee.baseUrl" $root)) -}}
{{- with $v.shop.currency -}}
{{- $env = append $env (dict "name" "PERIGEE_CURRENCY" "value" .) -}}
{{- end -}}
{{- with $v.shop.country -}}
{{- $env = append $env (dict "name" "PERIGEE_COUNTRY" "value" .) -}}
{{- end -}}
{{- with $v.shop.currencies -}}
{{- $env = append $env (dict "name" "PERIGEE_CURRENCIES" "value" (join "," .)) -}}
{{- end -}}
{{- if $v.shop.seller.name -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER" "value" $v.shop.seller.name) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_ADDRESS" "value" $v.shop.seller.address) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_VAT" "value" $v.shop.seller.vatNumber) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_REPRESENTATIVE" "value" $v.shop.seller.representative) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_REGISTER" "value" $v.shop.seller.register) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_PHONE" "value" $v.shop.seller.phone) -}}
{{- $env = append $env (dict "name" "PERIGEE_SELLER_EMAIL" "value" (required "shop.seller.name is set, but shop.seller.email is not: pages and emails name that address, and withdrawals are reported to it" $v.shop.seller.email)) -}}
{{- end -}}
{{- end -}}
{{- if $works -}}
{{- with $v.shop.ratesFeed -}}
{{- $env = append $env (dict "name" "PERIGEE_RATES_FEED" "value" .) -}}
{{- end -}}
{{- $env = append $env (dict "name" "PERIGEE_MAIL_FROM" "value" $v.mail.from) -}}
{{- if include "perigee.smtp" $root -}}
{{- $env = append $env (dict "name" "PERIGEE_SMTP_URL" "valueFrom" (dict "secretKeyRef" (dict "name" (include "perigee.smtpSecret" $root) "key" (include "perigee.smtpSecretKey" $root)))) -}}
{{- else -}}
{{- $env = append $env (dict "name" "PERIGEE_MAIL_FOLDER" "value" "/data/mail") -}}
{{- end -}}
{{- end -}}
{{- if $serves -}}
{{- $env = append $env (dict "name" "PERIGEE_ADDR" "value" "0.0.0.0:3000") -}}
{{- $env = append $env (dict "name" "PERIGEE_SURFACES" "value" .surfaces) -}}
{{- $env = append $env (dict "name" "PERIGEE_ASTRONOMY_API" "value" (has "api" (splitList "," .surfaces) | toString)) -}}
{{- if $v.shop.allowTestPayments -}}
{{- $env = append $env (dict "name" "PERIGEE_ALLOW_TEST_PAYMENTS" "value" "true") -}}
{{- end -}}
{{- $env = append $env (dict "name" "PERIGEE_WITH_WORKER" "value" ($works | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_SEED" "value" (and $v.catalogue.sample (eq .component "web") | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_REQUEST_TIMEOUT" "value" ($v.http.requestTimeoutSeconds | int | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_SHUTDOWN_DELAY" "value" ($v.drain.delaySeconds | int | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_SHUTDOWN_GRACE" "value" ($v.drain.graceSeconds | int | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_BODY_LIMIT" "value" ($v.http.bodyLimitBytes | int64 | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_RATE_LIMIT" "value" ($v.http.rateLimitPerMinute | int | toString)) -}}
{{- $env = append $env (dict "name" "PERIGEE_TRUSTED_PROXIES" "value" (include "perigee.trustedProxies" $root)) -}}
{{- $env = append $env (dict "name" "PERIGEE_PAGE_CACHE" "value" ($v.http.pageCache | toString)) -}}
{{- end -}}
{{- if and $v.telemetry.otlpEndpoint (ne .component "backup") -}}
{{- $env = append $env (dict "name" "POD_NAME" "valueFrom" (dict "fieldRef" (dict "fieldPath" "metadata.name"))) -}}
{{- $env = append $env (dict "name" "OTEL_EXPORTER_OTLP_ENDPOINT" "value" $v.telemetry.otlpEndpoint) -}}
{{- $env = append $env (dict "name" "OTEL_SERVICE_NAME" "value" (printf "perigee-%s" .component)) -}}
{{- $attributes := list "k8s.pod.name=$(POD_NAME)" (printf "k8s.namespace.name=%s" $root.Release.Namespace) (printf "service.instance.id=%s.$(POD_NAME)" $root.Release.Namespace) -}}
{{- range $key, $value := $v.telemetry.resourceAttributes -}}{{- $attributes = append $attributes (printf "%s=%v" $key $value) -}}{{- end -}}
{{- $env = append $env (dict "name" "OTEL_RESOURCE_ATTRIBUTES" "value" (join "," $attributes)) -}}
{{- end -}}
{{- $env = concat $env $v.extraEnv -}}
{{- $names := list -}}
{{- range $env -}}
{{- if has .name $names -}}{{- fail (printf "\n\nextraEnv sets %s, which the chart sets already: use the value that it has for it." .name) -}}{{- end -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- toYaml $env -}}
{{- end -}}

{{/* One container. Takes what perigee.env takes, and {name, args, resources, ports, probes (yaml), lifecycle (yaml), mounts}. */}}
{{- define "perigee.container" -}}
- name: {{ .name }}
  image: {{ include "perigee.image" .root | quote }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  args:
    {{- toYaml .args | nindent 4 }}
  env:
    {{- include "perigee.env" . | nindent 4 }}
  {{- with .root.Values.extraEnvFrom }}
  envFrom:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .ports }}
  ports:
    {{- range $name, $port := . }}
    - name: {{ $name }}
      containerPort: {{ $port }}
      protocol: TCP
    {{- end }}
  {{- end }}
  {{- with .probes }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with .lifecycle }}
  {{- . | nindent 2 }}
  {{- end }}
  resources:
    {{- toYaml .resources | nindent 4 }}
  securityContext:
    {{- toYaml .root.Values.securityContext | nindent 4 }}
  volumeMounts:
    - name: data
      mountPath: /data
    - name: tmp
      mountPath: /tmp
    {{- with .mounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .root.Values.extraVolumeMounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* Three probes of a port. Takes {root, port}. */}}
{{- define "perigee.probes" -}}
{{- with .root.Values.probes -}}
startupProbe:
  httpGet:
    path: /healthz
    port: {{ $.port }}
  periodSeconds: {{ .startup.periodSeconds }}
  failureThreshold: {{ .startup.failureThreshold }}
readinessProbe:
  httpGet:
    path: {{ $.readiness | default "/readyz" }}
    port: {{ $.port }}
  periodSeconds: {{ .readiness.periodSeconds }}
  failureThreshold: {{ .readiness.failureThreshold }}
  timeoutSeconds: {{ .readiness.timeoutSeconds }}
livenessProbe:
  httpGet:
    path: /healthz
    port: {{ $.port }}
  periodSeconds: {{ .liveness.periodSeconds }}
  failureThreshold: {{ .liveness.failureThreshold }}
  timeoutSeconds: {{ .liveness.timeoutSeconds }}
{{- end -}}
{{- end -}}

{{/* The pod spec shared by all pods, except the containers. Takes {root, component, spread, claim}, and optional {affinity, volumes}. No service links: they would include PERIGEE_… variables. */}}
{{- define "perigee.podSpec" -}}
{{- $v := .root.Values -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- toYaml $v.podSecurityContext | nindent 2 }}
{{- with $v.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $v.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $v.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $moves := and .spread (include "perigee.postgres" .root) }}
{{- if or $v.tolerations $moves }}
tolerations:
  {{- with $v.tolerations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- if $moves }}
  {{- range $taint := list "not-ready" "unreachable" }}
  - key: node.kubernetes.io/{{ $taint }}
    operator: Exists
    effect: NoExecute
    tolerationSeconds: {{ $v.nodeLostSeconds }}
  {{- end }}
  {{- end }}
{{- end }}
{{- with .affinity | default $v.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if and .spread $v.topologySpread.enabled }}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: {{ $v.topologySpread.maxSkew }}
    whenUnsatisfiable: {{ $v.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "perigee.groupLabels" $ | nindent 8 }}
    matchLabelKeys:
      - pod-template-hash
  {{- end }}
{{- end }}
volumes:
  - name: data
    {{- if .claim }}
    persistentVolumeClaim:
      claimName: {{ .claim }}
    {{- else }}
    emptyDir:
      sizeLimit: 256Mi
    {{- end }}
  - name: tmp
    emptyDir:
      sizeLimit: 128Mi
  {{- with .volumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- with $v.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* Annotations that restart pods when a Secret of the chart changes, and the user's. Takes {root}. */}}
{{- define "perigee.podAnnotations" -}}
{{- $annotations := dict -}}
{{- with .root.Values.database.url -}}{{- $annotations = set $annotations "checksum/database" (. | sha256sum | trunc 16) -}}{{- end -}}
{{- with .root.Values.mail.smtp.url -}}{{- $annotations = set $annotations "checksum/smtp" (. | sha256sum | trunc 16) -}}{{- end -}}
{{- $annotations = merge (deepCopy .root.Values.podAnnotations) $annotations -}}
{{- with $annotations -}}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* Labels of a pod that serves metrics. Takes {root, component}. */}}
{{- define "perigee.podLabels" -}}
{{ include "perigee.selectorLabels" . }}
app.kubernetes.io/part-of: perigee
perigee-metrics: "true"
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .root.Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}
