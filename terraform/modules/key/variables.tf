variable "name" {
  description = "Name of the key, shown as alias/NAME"
  type        = string
}

variable "description" {
  description = "What the key encrypts"
  type        = string
}

variable "services" {
  description = "AWS services that may use it in this account, such as events.amazonaws.com; REGION stands for the region"
  type        = list(string)
  default     = []
}

variable "for_logs" {
  description = "Whether CloudWatch may encrypt log groups with it"
  type        = bool
  default     = false
}
