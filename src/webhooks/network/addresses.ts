import { BlockList, isIP } from 'node:net';

type Network = readonly [address: string, prefix: number];

/** IPv4 that is not the open internet: the special-purpose registry of IANA, multicast and the reserved rest. */
const closedV4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** IPv6 that is not the open internet: all but 2000::/3 (so loopback, IPv4 mapped, compatible and by NAT64, unique local, link-local, multicast), and within it protocols, Teredo, benchmarks, documentation and 6to4. */
const closedV6: readonly Network[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** What a developer may open: this machine and the networks at home; never link-local, where metadata services are. */
const privateV4: readonly Network[] = [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];

// A list for each family: Node finds an IPv4 address in an IPv6 network that holds its mapped form, so ::/3 would close all of IPv4.
const closed = { 4: listOf('ipv4', closedV4), 6: listOf('ipv6', closedV6) } as const;
const opened = { 4: listOf('ipv4', privateV4), 6: listOf('ipv6', [['::1', 128]]) } as const;

/** Whether nothing may be sent to an address; what is no plain address is closed too. */
export function isClosed(address: string, allowsPrivate: boolean): boolean {
  const version = isIP(address);
  // A zone names an interface of this machine.
  if ((version !== 4 && version !== 6) || address.includes('%')) return true;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (allowsPrivate && opened[version].check(address, family)) return false;
  return closed[version].check(address, family);
}

function listOf(family: 'ipv4' | 'ipv6', networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, family);
  return list;
}
