import type { PhotoFault } from './fault.ts'

const sentences: Record<PhotoFault, string> = {
  empty: 'The camera handed over an empty file. Please take the photo again.',
  unreadable:
    'This phone would not hand the file over. If it is kept online, download it first, or take the photo again.',
  'not-an-image': 'This file is not a picture, whatever its name says. Choose another.',
  'unknown-format':
    'This browser cannot open this kind of picture. Take the photo with the camera button, or choose a JPEG or PNG.',
  animated: 'This picture moves. Choose one that stands still.',
  damaged: 'This picture is damaged or only half there. Choose another, or take it again.',
  'too-heavy': 'This file is too large for this phone to open. Choose a smaller one.',
  'too-many-pixels':
    'This picture has more detail than this phone can open safely. Set the camera to a smaller size, or choose another.',
  'too-thin': 'This picture is too thin to show anything. Choose another, or crop less of it away.',
  'holds-details':
    'The office would not take this photo: it still holds details beside the picture. Take it out and take it again.',
  'wrong-size':
    'The office would not take this photo: it is not the one that was saved. Take it out and take it again.',
  'wrong-name':
    'The office would not take this photo: it is not the one that was saved. Take it out and take it again.',
}

/** What is wrong with it, and what the person can do. Their entry is never touched by it. */
export const sayFault = (fault: PhotoFault) => sentences[fault]
