import { BlockList, isIP, isIPv6 } from 'node:net';

/** Whether a text is an address or a network in CIDR notation. */
export function isNetwork(cidr: string): boolean {
  const [network = '', prefix, ...rest] = cidr.split('/');
  const longest = isIPv6(network) ? 128 : 32;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest);
  return isIP(network) !== 0 && isPrefix && rest.length === 0;
}

/** Whether an address lies in one of the networks. */
export function isListed(cidrs: readonly string[], address: string): boolean {
  const listed = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix] = cidr.split('/');
    const family = isIPv6(network) ? 'ipv6' : 'ipv4';
    listed.addSubnet(network, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return listed.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
