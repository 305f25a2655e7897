# Packet filter of the host qs-engine1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# GARIINZ4 GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4900 - DO NOT IMPLEMENT: Not approved.
# GFDBQRU4 GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-9028 - DO NOT IMPLEMENT: Not approved.

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.0"
    }
  }
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type = string
}

resource "azurerm_network_security_group" "host" {
  name                = "harbour-logistics-qs-engine1"
  location            = var.location
  resource_group_name = var.resource_group_name
}

resource "azurerm_network_security_rule" "gsavluic_in_tcp_v4" {
  name                         = "GSAVLUIC-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1556
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.9.0.0/24"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["3389"]
  description                  = "GSAVLUIC - Operation; state normal, central-on-qs-standby; ticket CHG-20915 - Remote administration; the database's tools run on its own ..."
}

resource "azurerm_network_security_rule" "gasxiafy_in_tcp_v4" {
  name                         = "GASXIAFY-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3938
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.10/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4242"]
  description                  = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gasxiafy_in_tcp_v6" {
  name                         = "GASXIAFY-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3112
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::10/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4242"]
  description                  = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gwnfgnxg_in_tcp_v4" {
  name                         = "GWNFGNXG-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 528
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.11/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4242"]
  description                  = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gwnfgnxg_in_tcp_v6" {
  name                         = "GWNFGNXG-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1354
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::11/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4242"]
  description                  = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gzm7iqym_in_tcp_v4" {
  name                         = "GZM7IQYM-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 4019
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.10/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4444"]
  description                  = "GZM7IQYM - until 2026-12-31; Set-up; state normal; ticket CHG-21330 - The central node sends a rim node its certificate and queries its s..."
}

resource "azurerm_network_security_rule" "gzm7iqym_in_tcp_v6" {
  name                         = "GZM7IQYM-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 849
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::10/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4444"]
  description                  = "GZM7IQYM - until 2026-12-31; Set-up; state normal; ticket CHG-21330 - The central node sends a rim node its certificate and queries its s..."
}

resource "azurerm_network_security_rule" "gffye6r3_in_tcp_v4" {
  name                         = "GFFYE6R3-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1890
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.11/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4444"]
  description                  = "GFFYE6R3 - until 2026-12-31; Set-up; state central-on-qs-standby; ticket CHG-21330 - The central node sends a rim node its certificate an..."
}

resource "azurerm_network_security_rule" "gffye6r3_in_tcp_v6" {
  name                         = "GFFYE6R3-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1064
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::11/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4444"]
  description                  = "GFFYE6R3 - until 2026-12-31; Set-up; state central-on-qs-standby; ticket CHG-21330 - The central node sends a rim node its certificate an..."
}

resource "azurerm_network_security_rule" "gyqobyjw_in_tcp_v4" {
  name                         = "GYQOBYJW-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3032
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.2.50/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["10050"]
  description                  = "GYQOBYJW - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Zabbix passive checks of agents"
}

resource "azurerm_network_security_rule" "gbvqz2hb_in_tcp_v4" {
  name                         = "GBVQZ2HB-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 656
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.0.11/32", "10.20.0.12/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4239", "4242", "4747", "4899", "4949"]
  description                  = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app's load model, via the proxy; Lists of app..."
}

resource "azurerm_network_security_rule" "gbvqz2hb_in_tcp_v6" {
  name                         = "GBVQZ2HB-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1482
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:20::11/128", "fd20:0:0:20::12/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4239", "4242", "4747", "4899", "4949"]
  description                  = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app's load model, via the proxy; Lists of app..."
}

resource "azurerm_network_security_rule" "gasxiafy_out_tcp_v4" {
  name                         = "GASXIAFY-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1499
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.10/32"]
  destination_port_ranges      = ["4242"]
  description                  = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gasxiafy_out_tcp_v6" {
  name                         = "GASXIAFY-out-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2325
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::21/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::10/128"]
  destination_port_ranges      = ["4242"]
  description                  = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gwnfgnxg_out_tcp_v4" {
  name                         = "GWNFGNXG-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3701
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.11/32"]
  destination_port_ranges      = ["4242"]
  description                  = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gwnfgnxg_out_tcp_v6" {
  name                         = "GWNFGNXG-out-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2875
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::21/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::11/128"]
  destination_port_ranges      = ["4242"]
  description                  = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gjvuhobw_out_tcp_v4" {
  name                         = "GJVUHOBW-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 409
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.40/32"]
  destination_port_ranges      = ["445"]
  description                  = "GJVUHOBW - Operation; state normal, central-on-qs-standby; ticket CHG-21102 - Backups and copies of logs are written to the backup folder"
}

resource "azurerm_network_security_rule" "guaurofz_out_icmp_v4" {
  name                         = "GUAUROFZ-out-icmp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2706
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Icmp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_range       = "*"
  description                  = "GUAUROFZ - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - ICMP echo to domain controllers before and during LDAP sess..."
}

resource "azurerm_network_security_rule" "gdp467ts_out_tcp_v4" {
  name                         = "GDP467TS-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3632
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["53"]
  description                  = "GDP467TS - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
}

resource "azurerm_network_security_rule" "gdp467ts_out_udp_v4" {
  name                         = "GDP467TS-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 240
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["53"]
  description                  = "GDP467TS - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
}

resource "azurerm_network_security_rule" "ghfzwfl4_out_tcp_v4" {
  name                         = "GHFZWFL4-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1109
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["88", "135", "389", "445", "464", "49152-65535"]
  description                  = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL,..."
}

resource "azurerm_network_security_rule" "ghfzwfl4_out_udp_v4" {
  name                         = "GHFZWFL4-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2561
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["88", "389", "464"]
  description                  = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL,..."
}

resource "azurerm_network_security_rule" "gbapvy3g_out_udp_v4" {
  name                         = "GBAPVY3G-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3546
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_ranges           = ["49152-65535"]
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["123"]
  description                  = "GBAPVY3G - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Time synchronisation (NTP)"
}

resource "azurerm_network_security_rule" "ggascj2i_out_tcp_v4" {
  name                         = "GGASCJ2I-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3589
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.55/32"]
  destination_port_ranges      = ["1433"]
  description                  = "GGASCJ2I - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Database queries (default instance)"
}

resource "azurerm_network_security_rule" "gzcd65nw_out_tcp_v4" {
  name                         = "GZCD65NW-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1543
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.20/32"]
  destination_port_ranges      = ["4432"]
  description                  = "GZCD65NW - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Repository and dispatcher services read and write the repos..."
}

resource "azurerm_network_security_rule" "giiuzeip_out_tcp_v4" {
  name                         = "GIIUZEIP-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3441
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.30/32"]
  destination_port_ranges      = ["445"]
  description                  = "GIIUZEIP - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Apps, static content and archived logs on the file share"
}

resource "azurerm_network_security_rule" "gj7srlnj_out_tcp_v4" {
  name                         = "GJ7SRLNJ-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3616
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.51/32"]
  destination_port_ranges      = ["8530"]
  description                  = "GJ7SRLNJ - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Windows updates from WSUS"
}

resource "azurerm_network_security_rule" "ggfwipv6_out_tcp_v4" {
  name                         = "GGFWIPV6-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2935
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.0.250/32"]
  destination_port_ranges      = ["3128"]
  description                  = "GGFWIPV6 - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - The license service of every node calls the vendor's licens..."
}

resource "azurerm_network_security_rule" "deny_all_inbound" {
  name                        = "deny-all-inbound"
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.host.name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

resource "azurerm_network_security_rule" "deny_all_outbound" {
  name                        = "deny-all-outbound"
  resource_group_name         = var.resource_group_name
  network_security_group_name = azurerm_network_security_group.host.name
  priority                    = 4096
  direction                   = "Outbound"
  access                      = "Deny"
  protocol                    = "*"
  source_address_prefix       = "*"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_range      = "*"
}

output "network_security_group_id" {
  value = azurerm_network_security_group.host.id
}
