{{/*
Formats of text values. The schema would print a regular expression and no example. For each format
  what     completes the message "… but must be …"
  is       the regular expression (empty text must match it too)
  example  an example that --set accepts
  hints    messages for common mistakes: for text that matches `when`, the message `say`
  quiet    the value may contain a password, and is not repeated
  of       the values; [] stands for each of a list, * for each of a map
*/}}
{{- define "perigee.formats" -}}
{{- /* A cron field: values, ranges and steps, separated by commas. In Kubernetes' format, where Sunday is 0 only. */}}
{{- $field := "((\\*|\\?|%[1]s(-%[1]s)?)(/0*[1-9][0-9]*)?(,(\\*|\\?|%[1]s(-%[1]s)?)(/0*[1-9][0-9]*)?)*)" }}
{{- $cron := list }}
{{- range list "0*[1-5]?[0-9]" "0*(1?[0-9]|2[0-3])" "0*([1-9]|[12][0-9]|3[01])"
      "(0*([1-9]|1[0-2])|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))" "(0*[0-6]|(?i:sun|mon|tue|wed|thu|fri|sat))" }}
{{- $cron = append $cron (printf $field .) }}
{{- end }}
{{- $go := "([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|ms|s|m|h)" }}
{{- $prometheus := list }}
{{- $units := list "y" "w" "d" "h" "m" "s" "ms" }}
{{- range $number, $unit := $units }}
{{- $text := printf "[0-9]+%s" $unit }}
{{- range slice $units (add1 $number) }}{{- $text = printf "%s([0-9]+%s)?" $text . }}{{- end }}
{{- $prometheus = append $prometheus $text }}
{{- end }}
{{- $prometheus = join "|" $prometheus }}
{{- $level := "(?i:off|error|warn|info|debug|trace|[0-5])" }}
{{- $directive := printf "([A-Za-z0-9_:-]+(\\[[^\\]\\s]*\\])?|\\[[^\\]\\s]*\\])(=%s)?" $level }}
- what: a name of lower-case letters, digits and "-", at most 40 characters, that begins with a letter
  is: '^([a-z]([-a-z0-9]{0,38}[a-z0-9])?)?$'
  example: shop
  of: [nameOverride, fullnameOverride]
- what: an image's registry and repository, without tag
  is: '^([a-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*$'
  example: ghcr.io/perigee-shop/perigee
  hints:
    - {when: '@sha256:', say: 'Set the digest in image.digest.'}
    - {when: '://', say: 'Remove the "https://".'}
    - {when: '[A-Z]', say: 'Use lower-case letters only.'}
    - {when: ':[^/]*$', say: 'Set the tag in image.tag.'}
  of: [image.repository]
- what: an image's tag
  is: '^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$'
  example: 0.1.0
  hints:
    - {when: 'sha256:', say: 'Set a digest in image.digest.'}
    - {when: ':', say: 'Remove the ":".'}
  of: [image.tag]
- what: 'a digest: "sha256:" and 64 lower-case hexadecimal digits'
  is: '^(sha256:[0-9a-f]{64})?$'
  example: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
  of: [image.digest]
- what: one of Always, IfNotPresent, Never
  is: '^(Always|IfNotPresent|Never)$'
  example: IfNotPresent
  of: [image.pullPolicy]
- what: 'the name of a Kubernetes object: lower-case letters, digits, "-" and "." only'
  is: '^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$'
  example: my-shop
  of:
    - 'imagePullSecrets[].name'
    - database.existingSecret
    - database.direct.existingSecret
    - mail.smtp.existingSecret
    - persistence.existingClaim
    - persistence.backup.existingClaim
    - 'keda.triggers[].authenticationRef.name'
    - parts.desk.ingress.className
    - parts.desk.ingress.tlsSecretName
    - migration.serviceAccountName
    - ingress.className
    - 'ingress.tls[].secretName'
    - 'httpRoute.parentRefs[].name'
    - 'httpRoute.parentRefs[].namespace'
    - 'httpRoute.parentRefs[].sectionName'
    - certificate.secretName
    - serviceAccount.name
    - priorityClassName
    - 'extraEnv[].valueFrom.secretKeyRef.name'
    - 'extraEnv[].valueFrom.configMapKeyRef.name'
    - 'extraEnvFrom[].configMapRef.name'
    - 'extraEnvFrom[].secretRef.name'
    - 'extraVolumes[].name'
    - 'extraVolumeMounts[].name'
- what: the name of a storage class, "-" for none, or empty for the cluster's default
  is: '^(-|[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?)?$'
  example: gp3
  of: [persistence.storageClass, persistence.backup.storageClass]
- what: 'a key in a Secret: letters, digits, "-", "_" and "." only'
  is: '^[-._a-zA-Z0-9]+$'
  example: url
  of:
    - database.existingSecretKey
    - database.direct.existingSecretKey
    - mail.smtp.existingSecretKey
    - 'extraEnv[].valueFrom.secretKeyRef.key'
    - 'extraEnv[].valueFrom.configMapKeyRef.key'
- what: 'an origin: http:// or https:// and a host, without a path'
  is: '^(https?://[^/\s?#@]+/?)?$'
  example: https://shop.example
  hints:
    - {when: '^https?://[^/]+/.', say: 'The shop is served at the root of its host; remove the path.'}
    - {when: '^[a-z0-9.-]+(:[0-9]+)?/?$', say: 'The scheme is missing.'}
  of: [shop.baseUrl]
- what: a currency code of three capital letters
  is: '^[A-Z]{3}$'
  example: EUR
  of: ['shop.currencies[]']
- what: a currency code of three capital letters
  is: '^([A-Z]{3})?$'
  example: EUR
  of: [shop.currency]
- what: a country code of two capital letters
  is: '^([A-Z]{2})?$'
  example: DE
  hints:
    - {when: '^UK$', say: 'The United Kingdom is GB.'}
  of: [shop.country]
- what: a PostgreSQL address that begins with postgres:// and contains no spaces
  is: '^(postgres(ql)?://\S+)?$'
  quiet: true
  example: postgres://user:password@host/perigee
  hints:
    - {when: '^sqlite:', say: 'Without an address the shop uses SQLite, whose file the chart sets.'}
    - {when: '^jdbc:', say: 'Remove the "jdbc:".'}
  of: [database.url, database.direct.url]
- what: empty or an address that begins with postgres://
  is: '^(postgres(ql)?://.+)?$'
  quiet: true
  example: 'postgres://{{ "{{ .username }}:{{ .password | urlquery }}" }}@host/perigee'
  of: [externalSecret.database.urlTemplate]
- what: a mail server address that begins with smtp:// or smtps:// and contains no spaces
  is: '^(smtps?://\S+)?$'
  quiet: true
  example: smtp://user:password@mail.example:587
  of: [mail.smtp.url]
- what: 'an email sender: an address, or a name and an address in <>'
  is: '^([^@\r\n<>]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$'
  example: Perigee <orders@shop.example>
  of: [mail.from]
- what: one of auto, true, false
  is: '^(auto|true|false)$'
  example: auto
  of: [persistence.enabled, parts.desk.separate, worker.enabled]
- what: auto or a number of proxies up to 20
  is: '^(auto|1?[0-9]|20)$'
  example: "1"
  of: [http.trustedProxies]
- what: a level (off, error, warn, info, debug, trace) or levels by module separated by commas
  is: '^{{ $directive }}(,{{ $directive }})*$'
  example: debug
  hints:
    - {when: '\s', say: 'Remove the space.'}
  of: [log.level]
- what: one of cpu, outbox
  is: '^(cpu|outbox)$'
  example: cpu
  of: [worker.autoscaling.by]
- what: one of json, text
  is: '^(json|text)$'
  example: json
  of: [log.format]
- what: an address that begins with http:// or https:// and contains no spaces
  is: '^(https?://\S+)?$'
  example: http://collector.monitoring:4318
  hints:
    - {when: '^grpc:', say: 'The protocol is http/protobuf, usually on port 4318.'}
  of: [telemetry.otlpEndpoint]
- what: an address that begins with http:// or https:// and contains no spaces
  is: '^(https?://\S+)?$'
  example: http://prometheus.monitoring:9090
  of: [worker.autoscaling.outbox.prometheus]
- what: an address that begins with http:// or https:// and contains no spaces
  is: '^(https?://\S+)?$'
  example: http://shop-perigee-canary
  of: [tests.url]
- what: an address that begins with http:// or https:// and contains no spaces
  is: '^https?://\S+$'
  example: https://wiki.example/runbooks
  of: [prometheusRule.runbookUrl]
- what: text without commas and equals signs
  is: '^[^,=]*$'
  example: production
  of: [telemetry.resourceAttributes.*]
- what: 'a quantity: a number, optionally with m for thousandths'
  is: &quantity '^\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([numk]|Ki|[MGTPE]i?|[eE][+-]?[0-9]+)?$'
  example: 250m
  hints:
    - {when: '^[0-9.]+ *([cC](ores?|pus?)?|%)$', say: 'A quarter of a core is 250m or 0.25.'}
    - {when: '^[0-9.]+ +', say: 'Remove the space.'}
    - {when: ',', say: 'Use a decimal point: 0.5.'}
  of:
    - persistence.backup.resources.requests.cpu
    - persistence.backup.resources.limits.cpu
    - resources.requests.cpu
    - resources.limits.cpu
    - parts.api.resources.requests.cpu
    - parts.api.resources.limits.cpu
    - parts.desk.resources.requests.cpu
    - parts.desk.resources.limits.cpu
    - worker.resources.requests.cpu
    - worker.resources.limits.cpu
    - migration.resources.requests.cpu
    - migration.resources.limits.cpu
- what: 'a quantity: a number, optionally with one of k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei'
  is: *quantity
  example: 512Mi
  hints:
    - {when: '^[0-9.]+ *[kKMGTPE]i?[bB]$', say: 'Kubernetes units have no "B": 64Mi, 64M.'}
    - {when: '^[0-9.]+ +', say: 'Remove the space.'}
    - {when: '^[0-9.]+(mi|gi|ki|g|t|ti|p|pi|ei|K)$', say: 'Units are case-sensitive: 64Mi, 1G, 8k.'}
    - {when: ',', say: 'Use a decimal point: 0.5.'}
  of:
    - persistence.size
    - persistence.backup.size
    - persistence.backup.resources.requests.*
    - persistence.backup.resources.limits.*
    - resources.requests.*
    - resources.limits.*
    - parts.api.resources.requests.*
    - parts.api.resources.limits.*
    - parts.desk.resources.requests.*
    - parts.desk.resources.limits.*
    - worker.resources.requests.*
    - worker.resources.limits.*
    - migration.resources.requests.*
    - migration.resources.limits.*
- what: one of ReadWriteOnce, ReadWriteOncePod, ReadWriteMany
  is: '^ReadWrite(Once|OncePod|Many)$'
  example: ReadWriteOnce
  hints:
    - {when: '^(RO|ReadOnly)', say: 'The shop needs write access.'}
  of: ['persistence.accessModes[]', 'persistence.backup.accessModes[]']
- what: 'a cron schedule: minute, hour, day, month and day of the week, or @every and a time, or one of @hourly, @daily, @weekly, @monthly, @yearly'
  is: '^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)|@every ({{ $go }})+|{{ join " +" $cron }})$'
  example: 23 3 * * *
  hints:
    - {when: '^(CRON_)?TZ=', say: 'Set the time zone in persistence.backup.timeZone.'}
    - {when: '^\S+( +\S+){5}$', say: 'Remove the seconds field.'}
    - {when: '^(\S+ +){4}(\S*[^0-9/])?7([^0-9]\S*)?$', say: 'Sunday is 0.'}
    - {when: '^[0-9*/,?-]+( +[0-9A-Za-z*/,?-]+){4}$', say: 'Minutes are 0 to 59, hours 0 to 23, days 1 to 31, months 1 to 12, days of the week 0 to 6.'}
    - {when: '^([0-9]+(ms|s|m|h|d))+$', say: 'Every six hours is 0 */6 * * *, or @every 6h.'}
  of: [persistence.backup.schedule]
- what: the name of a time zone
  is: '^(GMT[+-]?0|[A-Z]{3}[0-9][A-Z]{3}|[A-Za-z_]+(-[A-Za-z]+)?|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)?$'
  example: Europe/Berlin
  of: [persistence.backup.timeZone]
- what: 'a time: a number and one of ms, s, m, h, d, w, y, or several of them, largest first'
  is: '^({{ $prometheus }})$'
  example: 30s
  hints:
    - {when: '^[0-9]+$', say: 'The unit is missing.'}
    - {when: '\.', say: 'Prometheus does not accept fractions: 1500ms.'}
    - {when: '^[0-9]+ +', say: 'Remove the space.'}
  of: [serviceMonitor.interval, serviceMonitor.scrapeTimeout]
- what: 'a time: a number and one of ms, s, m, h'
  is: '^(0|({{ $go }})+)$'
  example: 1h
  hints:
    - {when: '^[0-9]+$', say: 'The unit is missing.'}
    - {when: '^[0-9]+ *(d|w|y|day|days)$', say: 'Days are written as hours: 24h.'}
    - {when: '^[0-9]+ +', say: 'Remove the space.'}
  of: [externalSecret.refreshInterval]
- what: 'a time: a number and one of ms, s, m, h; or empty'
  is: '^({{ $go }})*$'
  example: 2160h
  hints:
    - {when: '^[0-9]+$', say: 'The unit is missing.'}
    - {when: '^[0-9]+ *(d|w|y|day|days)$', say: 'Days are written as hours: 90 days are 2160h.'}
  of: [certificate.duration, certificate.renewBefore]
- what: a whole number or a percentage
  is: '^[0-9]{1,3}%$'
  example: 25%
  hints: &number
    - {when: '^[0-9]+$', say: 'It is a number in quotes: remove them, or add "%".'}
  of: [updateStrategy.maxSurge]
- what: a whole number or a percentage up to 100%
  is: '^([1-9]?[0-9]|100)%$'
  example: 25%
  hints: *number
  of: [updateStrategy.maxUnavailable]
- what: a whole number from 1 or a percentage from 1% to 100%
  is: '^([1-9][0-9]?|100)%$'
  example: 25%
  hints:
    - {when: '^[1-9][0-9]*$', say: 'It is a number in quotes: remove them, or add "%".'}
    - {when: '^0', say: 'With 0 no node could ever be drained.'}
  of: [podDisruptionBudget.maxUnavailable]
- what: one of ScheduleAnyway, DoNotSchedule
  is: '^(ScheduleAnyway|DoNotSchedule)$'
  example: ScheduleAnyway
  of: [topologySpread.whenUnsatisfiable]
- what: one of ClusterIP, NodePort, LoadBalancer
  is: '^(ClusterIP|NodePort|LoadBalancer)$'
  example: ClusterIP
  of: [service.type]
- what: a lower-case host name, without scheme, port and path
  is: '^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'
  example: shop.example
  hints: &host
    - {when: '://', say: 'Remove the scheme.'}
    - {when: '/', say: 'Remove the path.'}
    - {when: ':[0-9]+$', say: 'Remove the port.'}
    - {when: '_', say: 'Host names have no "_".'}
  of: ['ingress.hosts[].host', 'ingress.tls[].hosts[]', 'httpRoute.hostnames[]']
- what: a lower-case host name, without scheme, port and path; or empty
  is: '^((\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$'
  example: desk.internal.example
  hints: *host
  of: [parts.desk.ingress.host]
- what: a path that begins with /
  is: '^/'
  example: /
  of: ['ingress.hosts[].paths[].path', 'extraVolumeMounts[].mountPath']
- what: one of Prefix, Exact, ImplementationSpecific
  is: '^(Prefix|Exact|ImplementationSpecific)$'
  example: Prefix
  of: ['ingress.hosts[].paths[].pathType']
- what: one of SecretStore, ClusterSecretStore
  is: '^(Cluster)?SecretStore$'
  example: ClusterSecretStore
  of: [externalSecret.secretStoreRef.kind]
- what: 'an address range: an address and a prefix length'
  is: '^([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/[0-9]{1,3}$'
  example: 10.0.0.0/16
  hints:
    - {when: '^[0-9.]+$', say: 'The prefix length is missing: a single address is /32.'}
  of:
    - 'networkPolicy.from[].ipBlock.cidr'
    - 'networkPolicy.from[].ipBlock.except[]'
    - 'networkPolicy.deskFrom[].ipBlock.cidr'
    - 'networkPolicy.deskFrom[].ipBlock.except[]'
    - 'networkPolicy.metricsFrom[].ipBlock.cidr'
    - 'networkPolicy.metricsFrom[].ipBlock.except[]'
    - 'networkPolicy.database.to[].ipBlock.cidr'
    - 'networkPolicy.database.to[].ipBlock.except[]'
    - 'networkPolicy.smtp.to[].ipBlock.cidr'
    - 'networkPolicy.smtp.to[].ipBlock.except[]'
    - 'networkPolicy.otlp.to[].ipBlock.cidr'
    - 'networkPolicy.otlp.to[].ipBlock.except[]'
    - 'networkPolicy.extraIngress[].from[].ipBlock.cidr'
    - 'networkPolicy.extraIngress[].from[].ipBlock.except[]'
    - 'networkPolicy.extraEgress[].to[].ipBlock.cidr'
    - 'networkPolicy.extraEgress[].to[].ipBlock.except[]'
- what: 'the name of a variable: letters, digits and "_" only, not starting with a digit'
  is: '^[A-Za-z_][A-Za-z0-9_]*$'
  example: PERIGEE_RATE_LIMIT_API
  of: ['extraEnv[].name']
- what: 'a label''s value: at most 63 letters, digits, "-", "_" and "."'
  is: '^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$'
  example: team-a
  of:
    - commonLabels.*
    - podLabels.*
    - serviceMonitor.labels.*
    - prometheusRule.labels.*
    - prometheusRule.alertLabels.*
    - dashboards.labels.*
{{- end -}}

{{/* Checks each value in the table; fails with a message for the first invalid one. Takes the values. */}}
{{- define "perigee.checkFormats" -}}
{{- $values := . -}}
{{- range $format := include "perigee.formats" . | fromYamlArray -}}
{{- range $path := $format.of -}}
{{- /* `name` is for the message, `set` for --set, in which a dot in a key must be escaped. */ -}}
{{- $found := list (dict "name" "" "set" "" "value" $values) -}}
{{- range $segment := splitList "." $path -}}
{{- $next := list -}}
{{- $key := trimSuffix "[]" $segment -}}
{{- range $at := $found -}}
{{- if kindIs "map" $at.value -}}
{{- range $name := ternary (keys $at.value | sortAlpha) (list $key) (eq $key "*") -}}
{{- if hasKey $at.value $name -}}
{{- $value := get $at.value $name -}}
{{- $set := trimPrefix "." (printf "%s.%s" $at.set (replace "." "\\." $name)) -}}
{{- $name = trimPrefix "." (printf "%s.%s" $at.name $name) -}}
{{- if not (hasSuffix "[]" $segment) -}}
{{- $next = append $next (dict "name" $name "set" $set "value" $value) -}}
{{- else if kindIs "slice" $value -}}
{{- range $number, $item := $value -}}{{- $next = append $next (dict "name" (printf "%s[%d]" $name $number) "set" (printf "%s[0]" $set) "value" $item) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $found = $next -}}
{{- end -}}
{{- range $at := $found -}}
{{- if and (kindIs "string" $at.value) (not (regexMatch $format.is $at.value)) -}}
{{- $fault := printf "%s is %q, but must be %s." $at.name $at.value $format.what -}}
{{- if $format.quiet -}}
{{- $fault = printf "%s must be %s. Its value is not shown here, because it may contain a password." $at.name $format.what -}}
{{- end -}}
{{- $hint := "" -}}
{{- range $format.hints -}}{{- if and (not $hint) (regexMatch .when $at.value) -}}{{- $hint = printf " %s" .say -}}{{- end -}}{{- end -}}
{{- fail (printf "\n\n%s%s Example: %s=%s" $fault $hint $at.set (toString $format.example)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
