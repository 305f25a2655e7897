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
# GBAPVY3G GRP-CORE-COMPLETE-ENGINE -> dc1, SVC-UDP-123 - The dialect cannot say it (no rule of a security group is for packets from ports 49152-65535 alone)

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "host" {
  name        = "harbour-logistics-qs-engine1"
  description = "harbour-logistics-qs-engine1"
  vpc_id      = var.vpc_id
  tags = {
    Addresses = "10.20.1.21 fd20:0:0:21::21"
    Name      = "harbour-logistics-qs-engine1"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_9_0_0_24_tcp_3389" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.9.0.0/24"
  ip_protocol       = "tcp"
  from_port         = 3389
  to_port           = 3389
  description       = "GSAVLUIC - Operation; state normal, central-on-qs-standby; ticket CHG-20915 - Remote administration; the database s tools run on its own host"
  tags = {
    Rule = "GSAVLUIC"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_1_10_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.10/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GASXIAFY"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_21__10_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::10/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GASXIAFY"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_1_11_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.11/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GWNFGNXG"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_21__11_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::11/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GWNFGNXG"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_1_10_32_tcp_4444" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.10/32"
  ip_protocol       = "tcp"
  from_port         = 4444
  to_port           = 4444
  description       = "GZM7IQYM - until 2026-12-31; Set-up; state normal; ticket CHG-21330 - The central node sends a rim node its certificate and queries its state"
  tags = {
    Rule = "GZM7IQYM"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_21__10_128_tcp_4444" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::10/128"
  ip_protocol       = "tcp"
  from_port         = 4444
  to_port           = 4444
  description       = "GZM7IQYM - until 2026-12-31; Set-up; state normal; ticket CHG-21330 - The central node sends a rim node its certificate and queries its state"
  tags = {
    Rule = "GZM7IQYM"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_1_11_32_tcp_4444" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.11/32"
  ip_protocol       = "tcp"
  from_port         = 4444
  to_port           = 4444
  description       = "GFFYE6R3 - until 2026-12-31; Set-up; state central-on-qs-standby; ticket CHG-21330 - The central node sends a rim node its certificate and queries its state"
  tags = {
    Rule = "GFFYE6R3"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_21__11_128_tcp_4444" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::11/128"
  ip_protocol       = "tcp"
  from_port         = 4444
  to_port           = 4444
  description       = "GFFYE6R3 - until 2026-12-31; Set-up; state central-on-qs-standby; ticket CHG-21330 - The central node sends a rim node its certificate and queries its state"
  tags = {
    Rule = "GFFYE6R3"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_2_50_32_tcp_10050" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.50/32"
  ip_protocol       = "tcp"
  from_port         = 10050
  to_port           = 10050
  description       = "GYQOBYJW - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Zabbix passive checks of agents"
  tags = {
    Rule = "GYQOBYJW"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_11_32_tcp_4239" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.11/32"
  ip_protocol       = "tcp"
  from_port         = 4239
  to_port           = 4239
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_11_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.11/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_11_32_tcp_4747" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.11/32"
  ip_protocol       = "tcp"
  from_port         = 4747
  to_port           = 4747
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_11_32_tcp_4899" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.11/32"
  ip_protocol       = "tcp"
  from_port         = 4899
  to_port           = 4899
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_11_32_tcp_4949" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.11/32"
  ip_protocol       = "tcp"
  from_port         = 4949
  to_port           = 4949
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_12_32_tcp_4239" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.12/32"
  ip_protocol       = "tcp"
  from_port         = 4239
  to_port           = 4239
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_12_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.12/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_12_32_tcp_4747" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.12/32"
  ip_protocol       = "tcp"
  from_port         = 4747
  to_port           = 4747
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_12_32_tcp_4899" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.12/32"
  ip_protocol       = "tcp"
  from_port         = 4899
  to_port           = 4899
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_10_20_0_12_32_tcp_4949" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.12/32"
  ip_protocol       = "tcp"
  from_port         = 4949
  to_port           = 4949
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__11_128_tcp_4239" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::11/128"
  ip_protocol       = "tcp"
  from_port         = 4239
  to_port           = 4239
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__11_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::11/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__11_128_tcp_4747" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::11/128"
  ip_protocol       = "tcp"
  from_port         = 4747
  to_port           = 4747
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__11_128_tcp_4899" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::11/128"
  ip_protocol       = "tcp"
  from_port         = 4899
  to_port           = 4899
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__11_128_tcp_4949" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::11/128"
  ip_protocol       = "tcp"
  from_port         = 4949
  to_port           = 4949
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__12_128_tcp_4239" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::12/128"
  ip_protocol       = "tcp"
  from_port         = 4239
  to_port           = 4239
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__12_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::12/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__12_128_tcp_4747" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::12/128"
  ip_protocol       = "tcp"
  from_port         = 4747
  to_port           = 4747
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__12_128_tcp_4899" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::12/128"
  ip_protocol       = "tcp"
  from_port         = 4899
  to_port           = 4899
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_ingress_rule" "in_fd20_0_0_20__12_128_tcp_4949" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:20::12/128"
  ip_protocol       = "tcp"
  from_port         = 4949
  to_port           = 4949
  description       = "GBVQZ2HB - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Changes to an app s load model, via the proxy; Lists of apps and streams for the hub, via the proxy; Printed export, to every printing service in a proxy s load balancing; Pr..."
  tags = {
    Rule = "GBVQZ2HB"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_1_10_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.10/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GASXIAFY"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_fd20_0_0_21__10_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::10/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GASXIAFY - Operation; state normal; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GASXIAFY"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_1_11_32_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.1.11/32"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GWNFGNXG"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_fd20_0_0_21__11_128_tcp_4242" {
  security_group_id = aws_security_group.host.id
  cidr_ipv6         = "fd20:0:0:21::11/128"
  ip_protocol       = "tcp"
  from_port         = 4242
  to_port           = 4242
  description       = "GWNFGNXG - Failover; state central-on-qs-standby; ticket CHG-21330 - Repository services of central and rim nodes call each other"
  tags = {
    Rule = "GWNFGNXG"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_40_32_tcp_445" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.40/32"
  ip_protocol       = "tcp"
  from_port         = 445
  to_port           = 445
  description       = "GJVUHOBW - Operation; state normal, central-on-qs-standby; ticket CHG-21102 - Backups and copies of logs are written to the backup folder"
  tags = {
    Rule = "GJVUHOBW"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_icmp__1" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "icmp"
  from_port         = -1
  to_port           = -1
  description       = "GUAUROFZ - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - ICMP echo to domain controllers before and during LDAP sessions"
  tags = {
    Rule = "GUAUROFZ"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_53" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 53
  to_port           = 53
  description       = "GDP467TS - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
  tags = {
    Rule = "GDP467TS"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_udp_53" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  description       = "GDP467TS - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - DNS queries for hosts and domain controllers"
  tags = {
    Rule = "GDP467TS"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_88" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 88
  to_port           = 88
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_135" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 135
  to_port           = 135
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_389" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 389
  to_port           = 389
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_445" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 445
  to_port           = 445
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_464" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 464
  to_port           = 464
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_tcp_49152_65535" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "tcp"
  from_port         = 49152
  to_port           = 65535
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_udp_88" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "udp"
  from_port         = 88
  to_port           = 88
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_udp_389" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "udp"
  from_port         = 389
  to_port           = 389
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_5_32_udp_464" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.5/32"
  ip_protocol       = "udp"
  from_port         = 464
  to_port           = 464
  description       = "GHFZWFL4 - Operation; state normal, central-on-qs-standby; ticket CHG-20871 - Domain controller location (CLDAP); Group policies (SYSVOL, NETLOGON) and named pipes over SMB; Kerberos authentication; Kerberos password changes of users and domain members..."
  tags = {
    Rule = "GHFZWFL4"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_55_32_tcp_1433" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.55/32"
  ip_protocol       = "tcp"
  from_port         = 1433
  to_port           = 1433
  description       = "GGASCJ2I - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Database queries (default instance)"
  tags = {
    Rule = "GGASCJ2I"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_20_32_tcp_4432" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.20/32"
  ip_protocol       = "tcp"
  from_port         = 4432
  to_port           = 4432
  description       = "GZCD65NW - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Repository and dispatcher services read and write the repository database"
  tags = {
    Rule = "GZCD65NW"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_30_32_tcp_445" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.30/32"
  ip_protocol       = "tcp"
  from_port         = 445
  to_port           = 445
  description       = "GIIUZEIP - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - Apps, static content and archived logs on the file share"
  tags = {
    Rule = "GIIUZEIP"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_2_51_32_tcp_8530" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.2.51/32"
  ip_protocol       = "tcp"
  from_port         = 8530
  to_port           = 8530
  description       = "GJ7SRLNJ - Operation; state normal, central-on-qs-standby; ticket CHG-21874 - Windows updates from WSUS"
  tags = {
    Rule = "GJ7SRLNJ"
  }
}

resource "aws_vpc_security_group_egress_rule" "out_10_20_0_250_32_tcp_3128" {
  security_group_id = aws_security_group.host.id
  cidr_ipv4         = "10.20.0.250/32"
  ip_protocol       = "tcp"
  from_port         = 3128
  to_port           = 3128
  description       = "GGFWIPV6 - Operation; state normal, central-on-qs-standby; ticket CHG-21330 - The license service of every node calls the vendor s licensing service"
  tags = {
    Rule = "GGFWIPV6"
  }
}

output "security_group_id" {
  value = aws_security_group.host.id
}
