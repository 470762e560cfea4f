variable "name" {
  description = "Name of the environment; the bucket is NAME-media-ACCOUNT"
  type        = string
  validation {
    condition     = length(var.name) <= 30
    error_message = "At most 30 characters: a bucket name has at most 63, and the account and a word are appended."
  }
}

variable "cluster_name" {
  description = "Cluster whose service account perigee-media can read and write; empty means none"
  type        = string
  default     = null
}

variable "namespace" {
  description = "Namespace of that service account"
  type        = string
  default     = "shop"
}

variable "dump_days" {
  description = "Retention of a dump in days; a week more as a version"
  type        = number
  default     = 35
  validation {
    condition     = var.dump_days >= 8
    error_message = "At least 8 days: otherwise part of each week has no dump."
  }
}

variable "dump_size" {
  description = "Disk space for a dump on the node: the job requests it, and is killed if it uses more"
  type        = string
  default     = "10Gi"
}

variable "postgres_version" {
  description = "PostgreSQL's major version: pg_dump must not be older than the server"
  type        = string
  default     = "17"
}

variable "reader_distribution_arns" {
  description = "CloudFront distributions that can read"
  type        = list(string)
  default     = []
}
