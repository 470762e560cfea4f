variable "name" {
  description = "Name of the environment; the instance is called so"
  type        = string
}

variable "vpc_id" {
  description = "VPC to be in"
  type        = string
}

variable "subnet_ids" {
  description = "Its database subnets, in three zones"
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS asks for subnets in at least two zones."
  }
}

variable "client_security_group_ids" {
  description = "Who may connect: name to security group"
  type        = map(string)
}

variable "engine_version" {
  description = "PostgreSQL's major version; RDS picks the minor one and keeps it up to date"
  type        = string
  default     = "17"
  validation {
    condition     = can(regex("^1[5-9](\\.[0-9]+)?$", var.engine_version))
    error_message = "PostgreSQL 15 or newer, such as 17: the shop is tested on 15."
  }
}

variable "instance_class" {
  description = "Size of the instance"
  type        = string
  validation {
    condition     = can(regex("^db\\.", var.instance_class))
    error_message = "A class of RDS begins with db., such as db.m7g.large."
  }
}

variable "multi_az" {
  description = "A second instance in another zone that takes over by itself"
  type        = bool
  default     = true
}

variable "storage_gb" {
  description = "Disk in GB; it grows by itself to four times that"
  type        = number
  default     = 50
  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 16000
    error_message = "RDS takes 20 to 65,536 GB, and four times this is the most it grows to: 20 to 16,000."
  }
}

variable "iops" {
  description = "Provisioned IOPS; empty takes the 3,000 that gp3 comes with"
  type        = number
  default     = null
}

variable "max_connections" {
  description = "Most connections; empty leaves RDS's formula by memory. A change waits for a restart"
  type        = number
  default     = null
}

variable "connection_budget" {
  description = "Connections that the shop may use (database.maxConnections of its chart); the alarm goes by it"
  type        = number
  default     = 200
}

variable "backup_days" {
  description = "Days for which any second can be restored"
  type        = number
  default     = 14
  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "7 to 35 days: fewer leave too little time to notice, more RDS does not keep (export snapshots for that)."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete it"
  type        = bool
  default     = true
}

variable "replicas" {
  description = "Read replicas"
  type        = number
  default     = 0
  validation {
    condition     = var.replicas >= 0 && var.replicas <= 5
    error_message = "0 to 5 replicas."
  }
}

variable "replica_instance_class" {
  description = "Their size; empty is that of the instance"
  type        = string
  default     = null
}

variable "alarm_topic_arns" {
  description = "SNS topics that alarms go to"
  type        = list(string)
  default     = []
}
