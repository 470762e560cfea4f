variable "name" {
  description = "Name of the environment and of the instance"
  type        = string
}

variable "vpc_id" {
  description = "VPC of the database"
  type        = string
}

variable "subnet_ids" {
  description = "Its database subnets, in three zones"
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS needs subnets in at least two zones."
  }
}

variable "client_security_group_ids" {
  description = "Clients that can connect: name to security group"
  type        = map(string)
}

variable "engine_version" {
  description = "PostgreSQL's major version; RDS selects and updates the minor version"
  type        = string
  default     = "17"
  validation {
    condition     = can(regex("^1[5-9](\\.[0-9]+)?$", var.engine_version))
    error_message = "PostgreSQL 15 or newer, such as 17: the shop is tested on 15."
  }
}

variable "instance_class" {
  description = "Instance class"
  type        = string
  validation {
    condition     = can(regex("^db\\.", var.instance_class))
    error_message = "An RDS instance class begins with db., such as db.m7g.large."
  }
}

variable "multi_az" {
  description = "A standby in another zone with automatic failover"
  type        = bool
  default     = true
}

variable "storage_gb" {
  description = "Disk in GB; grows automatically up to four times that"
  type        = number
  default     = 50
  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 16000
    error_message = "RDS supports 20 to 65,536 GB, and the disk grows up to four times this value: use 20 to 16,000."
  }
}

variable "iops" {
  description = "Provisioned IOPS; empty uses gp3's included 3,000"
  type        = number
  default     = null
}

variable "max_connections" {
  description = "Maximum number of connections; empty uses RDS's formula by memory. A change takes effect after a restart"
  type        = number
  default     = null
}

variable "connection_budget" {
  description = "Connections available to the shop (database.maxConnections of its chart); the alarm threshold is based on it"
  type        = number
  default     = 200
}

variable "backup_days" {
  description = "Days of point-in-time recovery"
  type        = number
  default     = 14
  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 35
    error_message = "7 to 35 days: less leaves too little time to notice damage, and RDS keeps no more (export snapshots instead)."
  }
}

variable "deletion_protection" {
  description = "Deletion protection"
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
  description = "Instance class of the replicas; empty uses the primary's"
  type        = string
  default     = null
}

variable "alarm_topic_arns" {
  description = "SNS topics for alarms"
  type        = list(string)
  default     = []
}
