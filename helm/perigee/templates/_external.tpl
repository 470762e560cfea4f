{{/* What to fetch and where to store it. Takes {root, entry, target}. */}}
{{- define "perigee.externalSecretSpec" -}}
{{- $v := .root.Values.externalSecret -}}
{{- $template := .entry.urlTemplate | default "" -}}
refreshInterval: {{ $v.refreshInterval }}
secretStoreRef:
  name: {{ $v.secretStoreRef.name }}
  kind: {{ $v.secretStoreRef.kind }}
target:
  name: {{ .target }}
  creationPolicy: Owner
  {{- if $template }}
  template:
    engineVersion: v2
    data:
      url: {{ $template | quote }}
  {{- end }}
{{- if $template }}
dataFrom:
  - extract:
      key: {{ .entry.key | quote }}
{{- else }}
data:
  - secretKey: url
    remoteRef:
      key: {{ .entry.key | quote }}
      {{- with .entry.property }}
      property: {{ . | quote }}
      {{- end }}
{{- end }}
{{- end -}}
