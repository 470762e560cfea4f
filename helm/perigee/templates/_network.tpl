{{/* Ports in the format of a NetworkPolicy. */}}
{{- define "perigee.tcpPorts" -}}
{{- range . }}
- port: {{ . }}
  protocol: TCP
{{- end }}
{{- end -}}

{{/*
Egress rules: DNS, PostgreSQL, and mail server, feed of exchange rates and collector if configured. Takes {root, smtp}; smtp is true for
pods with the worker.
*/}}
{{- define "perigee.egress" -}}
{{- $v := .root.Values -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- if include "perigee.postgres" .root }}
{{- $ports := list }}
{{- range $v.networkPolicy.database.ports }}{{ $ports = append $ports (int .) }}{{ end }}
{{- range list $v.database.url $v.database.direct.url }}
{{- if . }}
{{- $port := regexFind ":[0-9]+$" (include "perigee.urlHost" .) | trimPrefix ":" | default "5432" | int }}
{{- $ports = append $ports $port }}
{{- end }}
{{- end }}
- ports:
    {{- include "perigee.tcpPorts" (uniq $ports) | trim | nindent 4 }}
  {{- with $v.networkPolicy.database.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- if and .smtp (include "perigee.smtp" .root) }}
{{- $ports := list }}
{{- range $v.networkPolicy.smtp.ports }}{{ $ports = append $ports (int .) }}{{ end }}
{{- with $v.mail.smtp.url }}
{{- with regexFind ":[0-9]+$" (include "perigee.urlHost" .) }}{{ $ports = append $ports (trimPrefix ":" . | int) }}{{ end }}
{{- end }}
- ports:
    {{- include "perigee.tcpPorts" (uniq $ports) | trim | nindent 4 }}
  {{- with $v.networkPolicy.smtp.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- if and .smtp $v.shop.ratesFeed }}
{{- $port := regexFind ":[0-9]+$" (include "perigee.urlHost" $v.shop.ratesFeed) | trimPrefix ":" | default "443" | int }}
- ports:
    {{- include "perigee.tcpPorts" (list $port) | trim | nindent 4 }}
{{- end }}
{{- if $v.telemetry.otlpEndpoint }}
{{- $ports := list }}
{{- range $v.networkPolicy.otlp.ports }}{{ $ports = append $ports (int .) }}{{ end }}
{{- with regexFind ":[0-9]+$" (include "perigee.urlHost" $v.telemetry.otlpEndpoint) }}{{ $ports = append $ports (trimPrefix ":" . | int) }}{{ end }}
- ports:
    {{- include "perigee.tcpPorts" (uniq $ports) | trim | nindent 4 }}
  {{- with $v.networkPolicy.otlp.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
{{- with $v.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}
