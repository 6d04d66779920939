/** A URL that must reach nothing on this machine or a private network; `resolvesTo` is what its name stands for. */
export interface Attack {
  readonly url: string;
  readonly resolvesTo?: readonly string[];
}

const literals: readonly string[] = [
  // 127.0.0.1 in every notation that a URL has for it
  'http://127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7F.1:PORT/',
  'http://0x7f.0x0.0x0.0x1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://0177.0x0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127。0。0。1:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\',
  '  http://127.0.0.1:PORT/  ',
  'http://127.255.255.254:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  // IPv6: loopback, unspecified, IPv4 mapped, compatible and translated
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[64:ff9b:1::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2001:0:7f00:1::]:PORT/',
  // private, link-local, metadata, carrier, multicast, reserved
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/v2/credentials',
  'http://2852039166/',
  'http://0xA9FEA9FE/',
  'http://[fd00:ec2::254]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  // what is no plain http URL
  'http://user@127.0.0.1:PORT/',
  'http://hooks.example.com@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@hooks.example.com/',
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_',
  'http://hooks.example.com:25/',
];

const names: readonly Attack[] = [
  { url: 'http://localhost:PORT/', resolvesTo: ['127.0.0.1'] },
  { url: 'http://LOCALHOST.:PORT/', resolvesTo: ['::1', '127.0.0.1'] },
  { url: 'http://inside.example:PORT/', resolvesTo: ['10.1.2.3'] },
  { url: 'http://metadata.example:PORT/', resolvesTo: ['169.254.169.254'] },
  { url: 'http://metadata6.example:PORT/', resolvesTo: ['fd00:ec2::254'] },
  { url: 'http://mapped.example:PORT/', resolvesTo: ['::ffff:127.0.0.1'] },
  { url: 'http://zone.example:PORT/', resolvesTo: ['fe80::1%lo'] },
  // one open address does not open the others
  { url: 'http://both.example:PORT/', resolvesTo: ['93.184.215.14', '127.0.0.1'] },
  { url: 'http://both-ways.example:PORT/', resolvesTo: ['127.0.0.1', '93.184.215.14'] },
  { url: 'http://not-an-address.example:PORT/', resolvesTo: ['localhost'] },
];

/** Every attack on a listener at that port of this machine. */
export function attacksOn(port: number): readonly Attack[] {
  const all: readonly Attack[] = [...literals.map((url) => ({ url })), ...names];
  return all.map((attack) => ({ ...attack, url: attack.url.replaceAll('PORT', String(port)) }));
}
