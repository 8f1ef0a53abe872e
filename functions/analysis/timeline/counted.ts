/** How many participants something stands for, alike in all that is asked of them; one where it is left out. */
export type Counted = { readonly count?: number | undefined }
