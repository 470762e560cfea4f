output "vpc_id" {
  description = "ID of the VPC"
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Its addresses: load balancers and pods come from them"
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
  description = "Addresses of the database's subnets: what pods may reach of it"
  value       = [for zone in var.zones : local.database[zone]]
}

output "nat_addresses" {
  description = "Addresses under which the shop is seen by mail servers and payment providers"
  value       = [for eip in aws_eip.nat : eip.public_ip]
}
