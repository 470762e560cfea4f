/** A product with one variant. */
export type Product = { slug: string; sku: string; name: string };

/** Products of the sample catalogue with properties that tests need. */
export const plenty = { slug: "lowland-50-tabletop", sku: "OLJCESPC7Z", name: "Lowland 50 tabletop reflector" };
export const book = { slug: "the-comet-book", sku: "HQTGWGPNH4", name: "The Comet Book" };
export const three = { slug: "lowland-12-dobsonian", sku: "LOW-D12", name: "Lowland 12″ Dobsonian", stock: 3 };
export const soldOut = { slug: "skerry-carbon-tripod", sku: "SKE-TRI-C" };
export const soldOutVariant = { slug: "corvane-ortho", sku: "COR-OR-6" };
export const archived = "sky-almanac-2026";
export const draft = "sky-almanac-2028";
export const renamed = { from: "lowland-203-dobsonian", to: "lowland-8-dobsonian" };

/** Products with one or two units left; each test project buys up its own. */
export const last: Record<string, { slug: string; sku: string; stock: number }> = {
  phone: { slug: "lowland-16-truss", sku: "LOW-T16", stock: 1 },
  "phone-plain": { slug: "grebe-deep-61m", sku: "GRE-D61M", stock: 1 },
  desktop: { slug: "iron-meteorite", sku: "PER-MET-40", stock: 1 },
  "desktop-plain": { slug: "halden-130-triplet", sku: "HAL-130TR-T", stock: 2 },
};

/** Two products that no other test orders together, for each test project. */
export const together: Record<string, { first: Product; second: Product }> = {
  phone: {
    first: { slug: "tarn-fell-10x42", sku: "2ZYFJ3GM2N", name: "Tarn & Fell 10×42 binoculars" },
    second: { slug: "nattlys-red-torch", sku: "LS4PSXUNUM", name: "Nattlys red torch" },
  },
  "desktop-plain": {
    first: { slug: "grebe-planet-1c", sku: "0PUK6V6EV0", name: "Grebe Planet 1C camera" },
    second: { slug: "perigee-cleaning-kit", sku: "L9ECAV7KIM", name: "Perigee lens cleaning kit" },
  },
};

/** A product that is ordered alone. */
export const alone = { sku: "6E92ZMYYFZ" };

/** One product of each kind with a different page. */
export const kinds = {
  refractor: "halden-102-ed",
  newtonian: "lowland-130-650",
  dobsonian: "lowland-8-dobsonian",
  catadioptric: "varnhem-8-sct-goto",
  mount: "skerry-eq5",
  eyepiece: "corvane-plossl",
  camera: "grebe-deep-26",
  filter: "corvane-uhc",
  binoculars: "tarn-fell-8x42",
  sun: "heliard-eclipse-glasses",
  book: "the-comet-book",
  chart: "perigee-planisphere",
  gift: "iron-meteorite",
};

/** A camera that fits a telescope with an adapter from the shop. */
export const bridged = { camera: "grebe-planet-2c", telescope: "halden-60-astrograph", adapter: "Corvane T2 camera adapter" };

/** A product with one variant that fits a telescope and one that does not. */
export const fitted = { slug: "corvane-star-diagonal", telescope: "halden-72-ed", yes: { sku: "COR-DIA-1" }, no: { sku: "COR-DIA-2" } };
