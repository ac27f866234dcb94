import type { SegmentTable } from './segment-table.ts'

/**
 * The classic table: 125 codes, 11 segments, as published by several vendors (for instance in the RFM
 * pages of Spotler Activate and Bloomreach).
 */
export const classicSegments: SegmentTable = {
  id: 'classic',
  axes: 'r-f-m',
  levels: { r: 5, f: 5, m: 5 },
  segments: [
    segment('champions', 'Champions', '555 554 544 545 454 455 445'),
    segment('loyal', 'Loyal', '543 444 435 355 354 345 344 335'),
    segment(
      'potential_loyalist',
      'Potential loyalist',
      '553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323',
    ),
    segment('new_customers', 'New customers', '512 511 422 421 412 411 311'),
    segment('promising', 'Promising', '525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313'),
    segment('need_attention', 'Need attention', '535 534 443 434 343 334 325 324'),
    segment('about_to_sleep', 'About to sleep', '331 321 312 221 213 231 241 251'),
    segment(
      'at_risk',
      'At risk',
      '255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124',
    ),
    segment('cannot_lose_them', 'Cannot lose them', '155 154 144 214 215 115 114 113'),
    segment('hibernating', 'Hibernating', '332 322 233 232 223 222 132 123 122 212 211'),
    segment('lost', 'Lost', '111 112 121 131 141 151'),
  ],
}

function segment(id: string, label: string, codes: string): SegmentTable['segments'][number] {
  return { id, label, codes: codes.split(' ') }
}
