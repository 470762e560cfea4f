output "vpc_id" {
  description = "ID of the VPC"
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "CIDR block of the VPC, which contains load balancers and pods"
  value       = aws_vpc.this.cidr_block
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods"
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "public_subnet_ids" {
  description = "Subnets of load balancers"
  value       = [for zone in var.zones : aws_subnet.public[zone].id]
}

output "database_subnet_ids" {
  description = "Subnets of databases"
  value       = [for zone in var.zones : aws_subnet.database[zone].id]
}

output "database_cidrs" {
  description = "CIDR blocks of the database subnets, for network policies"
  value       = [for zone in var.zones : local.database[zone]]
}

output "nat_addresses" {
  description = "Outbound addresses, as seen by mail servers and payment providers"
  value       = [for eip in aws_eip.nat : eip.public_ip]
}
