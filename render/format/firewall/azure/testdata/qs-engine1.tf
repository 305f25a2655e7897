# Packet filter of the host qs-engine1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# GEKNHRRR GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-4900 - DO NOT IMPLEMENT: Not approved.
# GSY7WVWL GRP-ANALYTICS-PROXIES -> qs-engine1, SVC-TCP-9028 - DO NOT IMPLEMENT: Not approved.

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

resource "azurerm_network_security_rule" "gjajxl2k_in_tcp_v4" {
  name                         = "GJAJXL2K-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1671
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.9.0.0/24"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["3389"]
  description                  = "GJAJXL2K - Operation; state normal, central-on-qs-standby; ticket CHG-20915 - Remote administration; the database's tools run on its own ..."
}

resource "azurerm_network_security_rule" "g5qfwvom_in_tcp_v4" {
  name                         = "G5QFWVOM-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 100
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.10/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4242"]
  description                  = "G5QFWVOM - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g5qfwvom_in_tcp_v6" {
  name                         = "G5QFWVOM-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 926
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::10/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4242"]
  description                  = "G5QFWVOM - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g3dpuuty_in_tcp_v4" {
  name                         = "G3DPUUTY-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3993
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.11/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4242"]
  description                  = "G3DPUUTY - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g3dpuuty_in_tcp_v6" {
  name                         = "G3DPUUTY-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3167
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::11/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4242"]
  description                  = "G3DPUUTY - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gw4samsv_in_tcp_v4" {
  name                         = "GW4SAMSV-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3362
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.10/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4444"]
  description                  = "GW4SAMSV - Set-up; state normal; ticket CHG-21330; until 2026-12-31 - The central node sends a rim node its certificate and queries its s..."
}

resource "azurerm_network_security_rule" "gw4samsv_in_tcp_v6" {
  name                         = "GW4SAMSV-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2536
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::10/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4444"]
  description                  = "GW4SAMSV - Set-up; state normal; ticket CHG-21330; until 2026-12-31 - The central node sends a rim node its certificate and queries its s..."
}

resource "azurerm_network_security_rule" "ggdo7gtt_in_tcp_v4" {
  name                         = "GGDO7GTT-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2943
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.11/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4444"]
  description                  = "GGDO7GTT - Set-up; state central-on-qs-standby; ticket CHG-21330; until 2026-12-31 - The central node sends a rim node its certificate an..."
}

resource "azurerm_network_security_rule" "ggdo7gtt_in_tcp_v6" {
  name                         = "GGDO7GTT-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3769
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::11/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4444"]
  description                  = "GGDO7GTT - Set-up; state central-on-qs-standby; ticket CHG-21330; until 2026-12-31 - The central node sends a rim node its certificate an..."
}

resource "azurerm_network_security_rule" "g7bmsgxg_in_tcp_v4" {
  name                         = "G7BMSGXG-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 342
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.2.50/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["10050"]
  description                  = "G7BMSGXG - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Zabbix passive checks of agents"
}

resource "azurerm_network_security_rule" "grlagoh4_in_tcp_v4" {
  name                         = "GRLAGOH4-in-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1610
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.0.11/32", "10.20.0.12/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.21/32"]
  destination_port_ranges      = ["4239", "4242", "4747", "4899", "4949"]
  description                  = "GRLAGOH4 - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app's load model, via the proxy; Lists of app..."
}

resource "azurerm_network_security_rule" "grlagoh4_in_tcp_v6" {
  name                         = "GRLAGOH4-in-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 784
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:20::11/128", "fd20:0:0:20::12/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::21/128"]
  destination_port_ranges      = ["4239", "4242", "4747", "4899", "4949"]
  description                  = "GRLAGOH4 - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app's load model, via the proxy; Lists of app..."
}

resource "azurerm_network_security_rule" "g5qfwvom_out_tcp_v4" {
  name                         = "G5QFWVOM-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 965
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.10/32"]
  destination_port_ranges      = ["4242"]
  description                  = "G5QFWVOM - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g5qfwvom_out_tcp_v6" {
  name                         = "G5QFWVOM-out-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 139
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::21/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::10/128"]
  destination_port_ranges      = ["4242"]
  description                  = "G5QFWVOM - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g3dpuuty_out_tcp_v4" {
  name                         = "G3DPUUTY-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2350
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.1.11/32"]
  destination_port_ranges      = ["4242"]
  description                  = "G3DPUUTY - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "g3dpuuty_out_tcp_v6" {
  name                         = "G3DPUUTY-out-tcp-v6"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1524
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["fd20:0:0:21::21/128"]
  source_port_range            = "*"
  destination_address_prefixes = ["fd20:0:0:21::11/128"]
  destination_port_ranges      = ["4242"]
  description                  = "G3DPUUTY - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
}

resource "azurerm_network_security_rule" "gvgsgswv_out_tcp_v4" {
  name                         = "GVGSGSWV-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 187
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.40/32"]
  destination_port_ranges      = ["445"]
  description                  = "GVGSGSWV - Operation; state normal, central-on-qs-standby; ticket CHG-21102 - Backups and copies of logs are written to the backup folder"
}

resource "azurerm_network_security_rule" "g2guov3v_out_icmp_v4" {
  name                         = "G2GUOV3V-out-icmp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 3766
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Icmp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_range       = "*"
  description                  = "G2GUOV3V - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - ICMP echo to domain controllers before and during LDAP sess..."
}

resource "azurerm_network_security_rule" "g4lnpqe4_out_tcp_v4" {
  name                         = "G4LNPQE4-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 410
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["53"]
  description                  = "G4LNPQE4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
}

resource "azurerm_network_security_rule" "g4lnpqe4_out_udp_v4" {
  name                         = "G4LNPQE4-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 4046
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["53"]
  description                  = "G4LNPQE4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
}

resource "azurerm_network_security_rule" "gawwcjvj_out_tcp_v4" {
  name                         = "GAWWCJVJ-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1730
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["88", "135", "389", "445", "464", "49152-65535"]
  description                  = "GAWWCJVJ - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL,..."
}

resource "azurerm_network_security_rule" "gawwcjvj_out_udp_v4" {
  name                         = "GAWWCJVJ-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 1646
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["88", "389", "464"]
  description                  = "GAWWCJVJ - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL,..."
}

resource "azurerm_network_security_rule" "gduspmju_out_udp_v4" {
  name                         = "GDUSPMJU-out-udp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2268
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Udp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_ranges           = ["49152-65535"]
  destination_address_prefixes = ["10.20.2.5/32"]
  destination_port_ranges      = ["123"]
  description                  = "GDUSPMJU - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Time synchronisation (NTP)"
}

resource "azurerm_network_security_rule" "g67rm64z_out_tcp_v4" {
  name                         = "G67RM64Z-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2756
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.55/32"]
  destination_port_ranges      = ["1433"]
  description                  = "G67RM64Z - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Database queries (default instance)"
}

resource "azurerm_network_security_rule" "g6my4c3g_out_tcp_v4" {
  name                         = "G6MY4C3G-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 151
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.20/32"]
  destination_port_ranges      = ["4432"]
  description                  = "G6MY4C3G - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Repository and dispatcher services read and write the repos..."
}

resource "azurerm_network_security_rule" "gdqd2j3n_out_tcp_v4" {
  name                         = "GDQD2J3N-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 2486
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.30/32"]
  destination_port_ranges      = ["445"]
  description                  = "GDQD2J3N - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Apps, static content and archived logs on the file share"
}

resource "azurerm_network_security_rule" "guavh56k_out_tcp_v4" {
  name                         = "GUAVH56K-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 494
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.2.51/32"]
  destination_port_ranges      = ["8530"]
  description                  = "GUAVH56K - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Windows updates from WSUS"
}

resource "azurerm_network_security_rule" "g2lbshzq_out_tcp_v4" {
  name                         = "G2LBSHZQ-out-tcp-v4"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = azurerm_network_security_group.host.name
  priority                     = 752
  direction                    = "Outbound"
  access                       = "Allow"
  protocol                     = "Tcp"
  source_address_prefixes      = ["10.20.1.21/32"]
  source_port_range            = "*"
  destination_address_prefixes = ["10.20.0.250/32"]
  destination_port_ranges      = ["3128"]
  description                  = "G2LBSHZQ - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - The license service of every node calls the vendor's licens..."
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
