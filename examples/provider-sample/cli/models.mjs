export const models = [
  { id: 'sample-small', label: 'Sample, small', efforts: ['low', 'high'], default: true },
  { id: 'sample-large', label: 'Sample, large', efforts: ['low', 'high'], default: false },
];

export const defaultModel = models.find((model) => model.default).id;
