variable "region" {
  description = "Region of the bucket"
  type        = string
  default     = "eu-central-1"
}

variable "account_id" {
  description = "The account to make it in"
  type        = string
  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account has 12 digits."
  }
}
